import * as v from 'valibot';
import type { Learned } from '../../augmentation/methods/method';
import { blobSourceOf } from '../../formats/blob-source';
import { extendSafetensors } from '../../formats/safetensors/extend-safetensors';
import { openSafetensors, type WritableTensor } from '../../formats/safetensors/safetensors';
import { classifierKinds, poolingKinds } from '../../method/detector-config';
import type { TrainingConfig } from '../../method/training-config';
import type { TrainingDataSet } from '../../training/training-data-set';
import type { FreshStart } from '../../training/training-start';
import type { CurveTable } from '../records/curve-table';
import { detectorNameOfRun } from '../records/run-identity';
import type { Provenance, ValidationRecord } from '../records/run-record';
import { describeLearned, learnedSchema, learnedTensors, readLearned } from '../records/learned-record';
import { provenance, trainingConfig, validationPoint } from '../records/run-schema';
import { count, text } from '../records/schema-parts';
import { curvesTensor, describeRun, parseRun, readCurves } from './unfinished-file';

/** A training that has not ended, with all that it needs to go on but the weights. */
export interface UnfinishedTraining {
  /** Unique, from the beginning of the run on. */
  readonly id: string;
  /** When the run began, ISO 8601. */
  readonly createdAt: string;
  readonly request: {
    readonly name: string;
    readonly title: string;
    readonly start: FreshStart;
    readonly config: TrainingConfig;
    readonly scenes: number;
    readonly domains?: readonly string[] | undefined;
    readonly watched?: string | undefined;
    readonly dataSet?: TrainingDataSet | undefined;
    readonly learned: Learned | null;
  };
  readonly provenance: Provenance;
  /** One row for each step that is done. */
  readonly curves: CurveTable;
  readonly validation: readonly ValidationRecord[];
  readonly steps: number;
}

const head = v.object({ classifier: v.picklist(classifierKinds), pooling: v.picklist(poolingKinds) });

const version = 1;

const schema = v.object({
  version: v.literal(version),
  id: text,
  createdAt: v.pipe(v.string(), v.isoTimestamp()),
  request: v.object({
    name: text,
    title: text,
    start: v.variant('kind', [
      v.object({ kind: v.picklist(['clip', 'scratch']), head: v.optional(head) }),
      v.object({ kind: v.literal('detector'), name: text }),
    ]),
    config: trainingConfig,
    scenes: count,
    domains: v.optional(v.array(text)),
    watched: v.optional(text),
    dataSet: v.optional(v.object({ id: text, title: text, part: text })),
    learned: v.nullable(learnedSchema),
  }),
  provenance,
  columns: v.array(text),
  validation: v.array(validationPoint),
  steps: count,
});

/**
 * The engine's checkpoint with the run that it belongs to: one file, which is stored, exported, and enough to go on.
 */
export async function writeUnfinishedTraining(training: UnfinishedTraining, checkpoint: Uint8Array): Promise<Blob> {
  const { curves, request, ...rest } = training;
  const { learned } = request;
  const tensors: WritableTensor[] = [curvesTensor(curves)];
  if (learned !== null) tensors.unshift(...learnedTensors(learned));
  const stored = {
    version,
    ...rest,
    request: { ...request, learned: learned === null ? null : describeLearned(learned) },
    columns: curves.columns,
  };
  const parts = await extendSafetensors(checkpoint as Uint8Array<ArrayBuffer>, tensors, describeRun(stored));
  return new Blob([...parts]);
}

/** Reads all but the weights. @throws FormatError that says what was expected */
export async function readUnfinishedTraining(file: Blob): Promise<UnfinishedTraining> {
  const opened = await openSafetensors(blobSourceOf(file));
  const stored = parseRun(opened, 'training', schema, version);
  const { id, createdAt, request, provenance: origin, validation, steps } = stored;
  const learned = request.learned === null ? null : await readLearned(opened, request.learned);
  return {
    id,
    createdAt,
    // Files of earlier versions name the detector as others may be named, too.
    request: { ...request, name: detectorNameOfRun(request.name, id), learned },
    provenance: origin,
    curves: await readCurves(opened, stored.columns, steps),
    validation,
    steps,
  };
}
