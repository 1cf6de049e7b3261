import type { InspectionSize } from '../inspection';
import type { Compute } from '../kernel-check';
import { groups, measurementsOf } from './catalogue';
import { deviceDone } from './device-clock';
import { figureSources } from './figure-sources';
import type { Measurement } from './planned';

export type { Measurement } from './planned';

export interface MeasurementHooks {
  /** Told of each figure as it comes. */
  onResult(measurement: Measurement): void;
  /** Told of each figure that does not come, with the reason. */
  onSkip(id: string, why: string): void;
  /** Told of each group before it runs. */
  begin(name: string): void;
  /** Whether so much time is left. */
  mayStart(secondsNeeded: number): boolean;
  /** Ids, or names of groups, that are measured alone. */
  readonly only?: readonly string[];
}

/** Measures on the running backend, most important first. What fails is told, and the rest is measured all the same. */
export async function measureAll(size: InspectionSize, compute: Compute, hooks: MeasurementHooks): Promise<void> {
  for (const { name, seconds } of groups) {
    const wanted = new Map(
      measurementsOf(size)
        .filter(({ id, group }) => group === name && (hooks.only?.some((only) => only === id || only === name) ?? true))
        .map((entry) => [entry.id, entry]),
    );
    if (wanted.size === 0) continue;
    const skip = (why: string): void => wanted.forEach((_, id) => hooks.onSkip(id, why));
    if (!hooks.mayStart(seconds[size])) {
      skip(`Not started: it needs about ${seconds[size]} s, which are not left.`);
      continue;
    }
    hooks.begin(name);
    const figures = figureSources[name](size, (id) => wanted.has(id));
    try {
      for (;;) {
        const next = await compute(() => figures.next());
        if (next.done) break;
        const entry = wanted.get(next.value.id);
        if (!entry) continue;
        wanted.delete(entry.id);
        const { id, title, unit } = entry;
        hooks.onResult({ id, title, unit, samples: next.value.samples, details: next.value.details });
      }
      skip('It cannot be measured on this backend.');
    } catch (error) {
      skip(`Failed: ${error instanceof Error ? error.message : String(error)}`);
      // What the group still holds is freed, and what the device still complains of is not laid at the next one's door.
      await compute(() => figures.return().then(deviceDone)).catch(() => {});
    }
  }
}
