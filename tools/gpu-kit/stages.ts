import { measurementsOf } from '../../src/engine/inspection/measurements/catalogue';
import type { InspectionSize } from '../../src/engine/inspection/inspection';
import type { GroupName } from '../test-gpu/group';
import type { KitOptions, StageName } from './kit-options';
import type { KitReport } from './kit-report';
import type { PartName } from './messages';

/** A stage with its share of the time. */
export interface Stage {
  readonly name: StageName;
  /** At most, on a GPU. */
  readonly seconds: number;
}

const shares: Readonly<Record<StageName, number>> = {
  'first-kernels': 40,
  measurements: 130,
  torch: 80,
  kernels: 100,
  goldens: 50,
  determinism: 40,
  growth: 130,
  'more-measurements': 480,
};

/** What is done, most important first. With small sizes the first kernels are all of them. */
export function stagesOf({ stages, seconds }: KitOptions, size: InspectionSize, software: boolean): readonly Stage[] {
  const scale = (software ? 3 : 1) * Math.max(1, seconds / 480);
  return stages
    .filter((name) => name !== 'kernels' || size === 'full' || !stages.includes('first-kernels'))
    .map((name) => ({ name, seconds: shares[name] * scale }));
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
