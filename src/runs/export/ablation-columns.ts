import type { DomainResult } from '../../evaluation/domain-result';
import { sourceDomain } from '../../scenes/conditions';
import type { AblationRow, AblationRun } from '../records/ablation-results';
import { domainAp, overSeeds, unseenAp, unseenDomains } from '../records/benchmark-results';

/** What a number of the recorded table is about. */
export interface AblationColumn {
  readonly kind: 'validation' | 'domain' | 'unseen';
  /** Names of the domains that it is a mean over; none for validation. */
  readonly domains: readonly string[];
  /** Mean AP of a run, 0 to 1; NaN where it was not tested. */
  readonly value: (run: AblationRun) => number;
}

export function ablationColumns(metric: keyof DomainResult['map50']): readonly AblationColumn[] {
  return [
    { kind: 'validation', domains: [], value: ({ validation }) => validation.map50[metric] ?? NaN },
    ...[sourceDomain, ...unseenDomains].map((name): AblationColumn => ({
      kind: 'domain',
      domains: [name],
      value: (run) => domainAp(run, name, metric),
    })),
    { kind: 'unseen', domains: unseenDomains, value: (run) => unseenAp(run, metric) },
  ];
}

/** A number of a row: mean over its seeds, and their extent, 0 to 1; null where a run is missing it, or there is none. */
export function seedsSummary(row: AblationRow, { value }: AblationColumn): ReturnType<typeof overSeeds> {
  const summary = overSeeds(row.runs.map(value));
  return summary === null || Number.isNaN(summary.mean) ? null : summary;
}

/** The paper's two questions: what the parts of the detector do, and what augmentation does to all of them together. */
export function ablationGroups(
  rows: readonly AblationRow[],
): readonly { readonly title: string; readonly rows: readonly AblationRow[] }[] {
  return [
    { title: 'The detector, part by part', rows: rows.filter(({ method }) => method === 'none') },
    { title: 'Augmentations of the whole detector', rows: rows.filter(({ method }) => method !== 'none') },
  ].filter((group) => group.rows.length > 0);
}
