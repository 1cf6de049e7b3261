import type { DomainResult } from '../../evaluation/domain-result';
import type { BootstrapInterval } from '../../metrics/bootstrap';
import { sourceDomain } from '../../scenes/conditions';

/** A trained and tested detector of the recorded table. */
export interface BenchmarkRun {
  readonly seed: number;
  /** ISO 8601. */
  readonly finishedAt: string;
  /** The whole configuration of the training. */
  readonly config: unknown;
  readonly modelHash: string;
  readonly backend: string;
  readonly secondsPerStep: number;
  readonly steps: number;
  /** Mean total loss of each twentieth of the run. */
  readonly losses: readonly number[];
  /** On `daytime-clear/val`. */
  readonly validation: DomainResult;
  readonly domains: readonly DomainResult[];
}

/** A line of the recorded table. */
export interface BenchmarkRow {
  readonly name: string;
  readonly title: string;
  readonly init: string;
  readonly classifier: string;
  readonly pooling: string;
  readonly method: string;
  /** Images of target domains entered its training. */
  readonly oracle: boolean;
  readonly runs: readonly BenchmarkRun[];
  /**
   * Mean cosine of what the method adds to V_a's output with the true mean shift of the features: of each vector with the shift to the weather that its prompt
   * names, or with those to all where it names none. Null for what adds nothing there, and where it was not measured with the model of the runs.
   */
  readonly alignment: number | null;
  /**
   * Mean over the four unseen domains minus that of the row without augmentation, same seeds, mean AP 0 to 1 by VOC 2007; null for that row itself, and
   * where no seed is shared.
   */
  readonly difference: {
    readonly mean: number;
    readonly seeds: number;
    readonly interval: BootstrapInterval | null;
  } | null;
}

/** The table that `npm run reproduce` writes, for the page. */
export interface BenchmarkResults {
  readonly rows: readonly BenchmarkRow[];
}

/** Whether a domain, or a split of it in a data set, is the one that detectors are trained on. */
export function isSourceDomain(name: string): boolean {
  return name === sourceDomain || name.startsWith(`${sourceDomain}/`);
}
export const unseenDomains = ['night-clear', 'dusk-rainy', 'night-rainy', 'daytime-foggy'] as const;

/** Mean AP of one domain over the seeds, and their extent; null without runs. */
export function overSeeds(
  values: readonly number[],
): { readonly mean: number; readonly min: number; readonly max: number } | null {
  if (values.length === 0) return null;
  return { mean: values.reduce((a, b) => a + b) / values.length, min: Math.min(...values), max: Math.max(...values) };
}

/** Mean AP of a domain in a run, by one definition; NaN where it was not tested. */
export function domainAp(
  { domains }: Pick<BenchmarkRun, 'domains'>,
  name: string,
  metric: keyof DomainResult['map50'] = 'voc11',
): number {
  return domains.find(({ domain }) => domain === name)?.map50[metric] ?? NaN;
}

/** Mean over the four unseen domains. */
export function unseenAp(run: Pick<BenchmarkRun, 'domains'>, metric: keyof DomainResult['map50'] = 'voc11'): number {
  return unseenDomains.reduce((sum, name) => sum + domainAp(run, name, metric), 0) / unseenDomains.length;
}
