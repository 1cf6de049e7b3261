import * as v from 'valibot';
import type { Learned } from '../augmentation/methods/method';
import { classifierKinds, poolingKinds } from '../detector/detector-config';
import type { TrainingConfig } from '../training/training-config';
import type { FreshStart } from '../training/training-start';
import type { CurveTable } from './curve-table';
import type { Provenance } from './run-record';
import { learnedSchema } from './learned-record';
import { provenance, trainingConfig } from './run-schema';
import { count, text } from './schema-parts';

/** A training that did not end, with all that it needs to go on but the weights, which stand in a file. */
export interface UnfinishedTraining {
  readonly request: {
    readonly name: string;
    readonly title: string;
    readonly start: FreshStart;
    readonly config: TrainingConfig;
    readonly scenes: number;
    readonly learned: Learned | null;
  };
  readonly provenance: Provenance;
  /** Rows up to the checkpoint. */
  readonly curves: CurveTable;
  readonly validation: readonly { readonly steps: number; readonly map50: number }[];
  /** Name of the file with the weights. */
  readonly checkpoint: string;
  readonly steps: number;
}

const head = v.object({ classifier: v.picklist(classifierKinds), pooling: v.picklist(poolingKinds) });
const schema = v.object({
  request: v.object({
    name: text,
    title: text,
    start: v.variant('kind', [
      v.object({ kind: v.picklist(['clip', 'scratch']), head: v.optional(head) }),
      v.object({ kind: v.literal('detector'), name: text }),
    ]),
    config: trainingConfig,
    scenes: count,
    learned: v.nullable(learnedSchema),
  }),
  provenance,
  curves: v.object({ columns: v.array(text), values: v.array(v.instance(Float64Array)) }),
  validation: v.array(v.object({ steps: count, map50: v.number() })),
  checkpoint: text,
  steps: count,
});

/** A stored record; null where it cannot be read. */
export function readUnfinishedTraining(value: unknown): UnfinishedTraining | null {
  const { success, output } = v.safeParse(schema, value);
  return success ? output : null;
}
