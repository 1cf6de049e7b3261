import type { EvaluationRecords } from '../../analysis/evaluation-records';
import type { EvaluationSide } from '../../analysis/evaluation-sides';

/** The records on the page, and which of them a panel looks at. */
export interface LookedSide {
  readonly records: EvaluationRecords;
  readonly side: EvaluationSide;
}
