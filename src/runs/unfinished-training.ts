import * as v from 'valibot';
import type { Learned } from '../augmentation/methods/method';
import { blobSourceOf } from '../formats/blob-source';
import { extendSafetensors } from '../formats/extend-safetensors';
import { FormatError } from '../formats/format-error';
import { openSafetensors, type SafetensorsFile, type WritableTensor } from '../formats/safetensors';
import { classifierKinds, poolingKinds } from '../detector/detector-config';
import type { TrainingConfig } from '../training/training-config';
import type { TrainingDataSet } from '../training/training-data-set';
import type { FreshStart } from '../training/training-start';
import { curveLength, type CurveTable } from './curve-table';
import { detectorNameOfRun } from './run-identity';
import type { Provenance } from './run-record';
import { describeLearned, learnedSchema, learnedTensors, readLearned } from './learned-record';
import { provenance, trainingConfig } from './run-schema';
import { count, describeIssue, text } from './schema-parts';

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
    readonly dataSet?: TrainingDataSet | undefined;
    readonly learned: Learned | null;
  };
  readonly provenance: Provenance;
  /** One row for each step that is done. */
  readonly curves: CurveTable;
  readonly validation: readonly { readonly steps: number; readonly map50: number }[];
  readonly steps: number;
}

const head = v.object({ classifier: v.picklist(classifierKinds), pooling: v.picklist(poolingKinds) });

/** The format that the engine's checkpoint says it has. */
export const checkpointFormat = 'clip-the-gap-checkpoint';
const version = 1;
const metadataKey = 'run';
const curvesName = 'run/curves';

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
    dataSet: v.optional(v.object({ id: text, title: text, part: text })),
    learned: v.nullable(learnedSchema),
  }),
  provenance,
  columns: v.array(text),
  validation: v.array(v.object({ steps: count, map50: v.number() })),
  steps: count,
});

type Stored = v.InferOutput<typeof schema>;

/**
 * The engine's checkpoint with the run that it belongs to: one file, which is stored, exported, and enough to go on.
 * `run/curves` holds little-endian float64 as bytes, `[columns, rows, 8]`.
 */
export async function writeUnfinishedTraining(training: UnfinishedTraining, checkpoint: Uint8Array): Promise<Blob> {
  const { curves, request, ...rest } = training;
  const { learned } = request;
  const rows = curveLength(curves);
  const bytes = new Uint8Array(curves.values.length * rows * 8);
  curves.values.forEach((column, at) =>
    bytes.set(new Uint8Array(column.buffer, column.byteOffset, rows * 8), at * rows * 8),
  );
  const tensors: WritableTensor[] = [
    { name: curvesName, dtype: 'U8', shape: [curves.values.length, rows, 8], data: bytes },
  ];
  if (learned !== null) tensors.unshift(...learnedTensors(learned));
  const stored = {
    version,
    ...rest,
    request: { ...request, learned: learned === null ? null : describeLearned(learned) },
    columns: curves.columns,
  };
  const parts = await extendSafetensors(checkpoint as Uint8Array<ArrayBuffer>, tensors, {
    [metadataKey]: JSON.stringify(stored),
  });
  return new Blob([...parts]);
}

/** Reads all but the weights. @throws FormatError that says what was expected */
export async function readUnfinishedTraining(file: Blob): Promise<UnfinishedTraining> {
  const opened = await openSafetensors(blobSourceOf(file));
  const stored = parseRun(opened);
  const { id, createdAt, request, provenance: origin, validation, steps } = stored;
  const learned = request.learned === null ? null : await readLearned(opened, request.learned);
  return {
    id,
    createdAt,
    // Files of earlier versions name the detector as others may be named, too.
    request: { ...request, name: detectorNameOfRun(request.name, id), learned },
    provenance: origin,
    curves: await readCurves(opened, stored),
    validation,
    steps,
  };
}

function parseRun({ metadata }: SafetensorsFile): Stored {
  if (metadata.get('format') !== checkpointFormat)
    throw broken('The file is no training checkpoint', 'Choose a checkpoint that this page has exported.');
  const json = metadata.get(metadataKey);
  if (json === undefined)
    throw broken(
      'The checkpoint does not say which run it belongs to',
      'It was written outside of this page: go on with it by the same command.',
    );
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    throw broken('The run in the checkpoint is no JSON', 'The file was changed or damaged: export it again.');
  }
  const parsed = v.safeParse(schema, value);
  if (parsed.success) return parsed.output;
  const other = typeof value === 'object' && value !== null && 'version' in value ? value.version : 'none';
  throw other === version
    ? broken(`The run in the checkpoint cannot be read (${describeIssue(parsed.issues)})`, 'Export it again.')
    : broken(
        `The run in the checkpoint has version ${String(other)}, this page reads ${version}`,
        'Open it with the version of this page that wrote it.',
      );
}

async function readCurves(file: SafetensorsFile, { columns, steps }: Stored): Promise<CurveTable> {
  const tensor = file.get(curvesName);
  if (tensor.dtype !== 'U8' || tensor.shape.join() !== [columns.length, steps, 8].join())
    throw broken('The curves in the checkpoint do not fit its steps', 'Export the checkpoint again.');
  const bytes = await tensor.read();
  // A read tensor is a copy with its own buffer.
  return {
    columns,
    values: columns.map((_, at) => new Float64Array(bytes.buffer, at * steps * 8, steps) as Float64Array<ArrayBuffer>),
  };
}

function broken(message: string, hint: string): FormatError {
  return new FormatError('invalid-data', `${message}.`, hint);
}
