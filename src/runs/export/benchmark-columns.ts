import type { DomainResult } from '../../evaluation/domain-result';
import { sourceDomain } from '../../scenes/conditions';
import {
  type BenchmarkRow,
  type BenchmarkRun,
  domainAp,
  overSeeds,
  unseenAp,
  unseenDomains,
} from '../records/benchmark-results';

/** What a number of the recorded table is about. */
export interface BenchmarkColumn {
  readonly kind: 'validation' | 'domain' | 'unseen';
  /** Names of the domains that it is a mean over; none for validation. */
  readonly domains: readonly string[];
  /** Mean AP of a run, 0 to 1; NaN where it was not tested. */
  readonly value: (run: BenchmarkRun) => number;
}

export function benchmarkColumns(metric: keyof DomainResult['map50']): readonly BenchmarkColumn[] {
  return [
    { kind: 'validation', domains: [], value: ({ validation }) => validation.map50[metric] ?? NaN },
    ...[sourceDomain, ...unseenDomains].map((name): BenchmarkColumn => ({
      kind: 'domain',
      domains: [name],
      value: (run) => domainAp(run, name, metric),
    })),
    { kind: 'unseen', domains: unseenDomains, value: (run) => unseenAp(run, metric) },
  ];
}

/** A number of a row: mean over its seeds, and their extent, 0 to 1; null where a run is missing it, or there is none. */
export function seedsSummary(row: BenchmarkRow, { value }: BenchmarkColumn): ReturnType<typeof overSeeds> {
  const summary = overSeeds(row.runs.map(value));
  return summary === null || Number.isNaN(summary.mean) ? null : summary;
}

/** The paper's two questions: what the parts of the detector do, and what augmentation does to all of them together. */
export function benchmarkGroups(
  rows: readonly BenchmarkRow[],
): readonly { readonly title: string; readonly rows: readonly BenchmarkRow[] }[] {
  return [
    { title: 'The detector, part by part', rows: rows.filter(({ method }) => method === 'none') },
    { title: 'Augmentations of the whole detector', rows: rows.filter(({ method }) => method !== 'none') },
  ].filter((group) => group.rows.length > 0);
}
