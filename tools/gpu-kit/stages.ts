import { measurementsOf } from '../../src/engine/inspection/measurements/catalogue';
import type { InspectionSize } from '../../src/engine/inspection/inspection';
import type { GroupName } from '../test-gpu/group';
import type { KitOptions, StageName } from './kit-options';
import type { KitReport } from './kit-report';
import type { PartName } from './messages';

/**
 * Shares of the time: of what is left, a stage may take its own over those of all stages that are still to come. At small sizes, on a CPU that
 * plays a GPU, what takes long is compiling: of all kernels, and of a training step.
 */
const shares: Readonly<Record<InspectionSize, Readonly<Record<StageName, number>>>> = {
  full: {
    'first-kernels': 40,
    measurements: 110,
    torch: 70,
    kernels: 80,
    goldens: 40,
    determinism: 40,
    growth: 110,
    'more-measurements': 40,
  },
  small: {
    'first-kernels': 120,
    measurements: 80,
    torch: 20,
    kernels: 80,
    goldens: 40,
    determinism: 120,
    growth: 40,
    'more-measurements': 40,
  },
};

/** What is done, most important first. With small sizes the first kernels are all of them. */
export function stagesOf({ stages }: Pick<KitOptions, 'stages'>, size: InspectionSize): readonly StageName[] {
  return stages.filter((name) => name !== 'kernels' || size === 'full' || !stages.includes('first-kernels'));
}

/** The most seconds of the next stage, where so many are left for it and the others; what it does not use is theirs. */
export function secondsOfNext(toCome: readonly StageName[], left: number, size: InspectionSize): number {
  const [next] = toCome;
  if (next === undefined) return 0;
  return (left * shares[size][next]) / toCome.reduce((sum, name) => sum + shares[size][name], 0);
}

/** The part of the suite that a stage runs, and the group of the report that hears of it. */
export function partOf(stage: Exclude<StageName, 'torch'>): {
  readonly part: PartName;
  readonly group: GroupName | null;
} {
  switch (stage) {
    case 'first-kernels':
      return { part: 'first-kernels', group: 'kernels' };
    case 'measurements':
    case 'more-measurements':
      return { part: 'measurements', group: null };
    case 'kernels':
    case 'goldens':
    case 'determinism':
    case 'growth':
      return { part: stage, group: stage };
    default:
      return stage satisfies never;
  }
}

/** Ids that nobody has measured or refused yet: what had no time before. */
export function unmeasured(
  { measurements, skipped }: Pick<KitReport, 'measurements' | 'skipped'>,
  size: InspectionSize,
) {
  const told = new Set([...measurements.map(({ id }) => id), ...skipped.map(({ name }) => name)]);
  return measurementsOf(size)
    .map(({ id }) => id)
    .filter((id) => !told.has(id));
}
