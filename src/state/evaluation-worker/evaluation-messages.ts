import type { ImageRows } from '../../metrics/image-rows';
import type { EvaluationRecord } from '../../runs/records/evaluation-record';
import type { Answer, Query, QueryName } from '../../analysis/evaluation-queries';

/** A record without its images. */
export type RecordHead = Omit<EvaluationRecord, 'domains'> & { readonly domains: readonly string[] };

/** Page to evaluation worker. The records that are meant come before a question. */
export type MessageToEvaluation =
  | { readonly kind: 'records'; readonly a: RecordHead; readonly b: RecordHead | null }
  /** Images of a domain from a place on. */
  | {
      readonly kind: 'images';
      readonly record: string;
      readonly domain: number;
      readonly from: number;
      readonly rows: readonly ImageRows[];
    }
  | { readonly kind: 'ask'; readonly id: number; readonly name: QueryName; readonly query: Query<QueryName> }
  | { readonly kind: 'drop'; readonly id: number };

/** Evaluation worker to page. */
export type MessageFromEvaluation =
  | { readonly kind: 'answer'; readonly id: number; readonly answer: Answer<QueryName> }
  | { readonly kind: 'failed'; readonly id: number; readonly message: string }
  | { readonly kind: 'progress'; readonly id: number; readonly share: number };
