import type { DomainResult } from '../../evaluation/domain-result';
import type { BootstrapInterval } from '../../metrics/bootstrap';

/** A trained and tested detector of the ablation. */
export interface AblationRun {
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

/** A line of the ablation. */
export interface AblationRow {
  readonly name: string;
  readonly title: string;
  readonly init: string;
  readonly classifier: string;
  readonly pooling: string;
  readonly method: string;
  /** Images of target domains entered its training. */
  readonly oracle: boolean;
  readonly runs: readonly AblationRun[];
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

/** The paper’s ablation at 500 steps, which `npm run reproduce` writes, for the page. */
export interface AblationResults {
  readonly rows: readonly AblationRow[];
}
