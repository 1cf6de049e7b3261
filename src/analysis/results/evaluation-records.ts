import type { EvaluationRecord } from '../../runs/records/evaluation-record';

/** The records that the Evaluate view shows. */
export interface EvaluationRecords {
  readonly a: EvaluationRecord;
  /** Null compares with nothing. */
  readonly b: EvaluationRecord | null;
}
