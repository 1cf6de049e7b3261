import * as v from 'valibot';
import type { OptimisationState } from '../../augmentation/optimisation';
import type { OptimisationConfig } from '../../augmentation/optimisation-config';
import { blobSourceOf } from '../../formats/blob-source';
import { openSafetensors, writeSafetensors, type WritableTensor } from '../../formats/safetensors/safetensors';
import type { TrainingDataSet } from '../../training/training-data-set';
import type { CurveTable } from '../records/curve-table';
import type { Provenance } from '../records/run-record';
import { optimisationConfig, provenance } from '../records/run-schema';
import { count, text } from '../records/schema-parts';
import { curvesTensor, describeRun, parseRun, readCurves, unfinishedFormats } from './unfinished-file';

/** An optimisation that has not ended, with all that it needs to go on. */
export interface UnfinishedOptimisation {
  /** Unique, from the beginning of the run on. */
  readonly id: string;
  /** When the run began, ISO 8601. */
  readonly createdAt: string;
  readonly config: OptimisationConfig;
  /** Where the crops come from: so many built-in scenes, or so many images of a part of a data set. */
  readonly source: { readonly images: number; readonly dataSet: TrainingDataSet | null };
  /** Names of the images. */
  readonly images: readonly string[];
  readonly provenance: Provenance;
  /** One row for each iteration that is done. */
  readonly curves: CurveTable;
  readonly state: OptimisationState;
}

const version = 1;
const offsetsName = 'offsets';
/** Before the optimiser's names of its state. */
const adamPrefix = 'adam/';

const schema = v.object({
  version: v.literal(version),
  id: text,
  createdAt: v.pipe(v.string(), v.isoTimestamp()),
  config: optimisationConfig,
  source: v.object({
    images: count,
    dataSet: v.nullable(v.object({ id: text, title: text, part: text })),
  }),
  images: v.array(text),
  provenance,
  columns: v.array(text),
  iteration: count,
  seconds: v.number(),
  random: v.pipe(v.array(count), v.length(8)),
});

/** One file: `offsets` as they run, `[T·H·W·C]`, `adam/…` of the same size, and the curves. */
export function writeUnfinishedOptimisation({ curves, state, ...run }: UnfinishedOptimisation): Blob {
  const { iteration, seconds, random, offsets, adam } = state;
  const vector = (name: string, data: Float32Array): WritableTensor => ({
    name,
    dtype: 'F32',
    shape: [data.length],
    data,
  });
  const tensors = [
    vector(offsetsName, offsets),
    ...Object.entries(adam).map(([name, values]) => vector(adamPrefix + name, values)),
    curvesTensor(curves),
  ];
  const stored = { version, ...run, columns: curves.columns, iteration, seconds, random };
  return new Blob([writeSafetensors(tensors, { format: unfinishedFormats.optimisation, ...describeRun(stored) })]);
}

/** @throws FormatError that says what was expected */
export async function readUnfinishedOptimisation(file: Blob): Promise<UnfinishedOptimisation> {
  const opened = await openSafetensors(blobSourceOf(file));
  const stored = parseRun(opened, 'optimisation', schema, version);
  const { version: _, columns, iteration, seconds, random, ...run } = stored;
  const adam: Record<string, Float32Array> = {};
  for (const [name, tensor] of opened.tensors)
    if (name.startsWith(adamPrefix)) adam[name.slice(adamPrefix.length)] = await tensor.readFloat32();
  return {
    ...run,
    curves: await readCurves(opened, columns, iteration),
    state: { iteration, seconds, random, offsets: await opened.get(offsetsName).readFloat32(), adam },
  };
}
