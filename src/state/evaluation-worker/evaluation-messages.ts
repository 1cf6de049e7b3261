import type { Reply } from '../../engine/client/request-worker';
import type { ImageRows } from '../../metrics/image-rows';
import type { EvaluationRecord } from '../../runs/records/evaluation-record';
import type { Answer, Query, QueryName } from '../../analysis/results/evaluation-queries';

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

/** Evaluation worker to page; an event is the share that is done. */
export type MessageFromEvaluation = Reply<Answer<QueryName>, number>;
