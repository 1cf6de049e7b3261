import { methodNames } from '../../method/method-names';
import { trainableStages } from '../../method/stages';
import * as v from 'valibot';
import { offsetShapes } from '../../method/offset-shape';
import { protocolNames } from '../../method/protocol';
import type { OptimisationConfig } from '../../augmentation/optimisation-config';
import { base64ToFloat16, float16ToBase64, float32ToBase64 } from '../session/base64';
import type { CurveTable } from './curve-table';
import type { OffsetsRecord } from './offsets-record';
import type { RunRecord } from './run-record';
import {
  count,
  curveValues,
  decoded,
  float32Text,
  nameText,
  promptText,
  targetPromptTexts,
  text,
} from './schema-parts';

/** Where a run comes from. */
export const provenance = v.strictObject({
  appVersion: nameText,
  modelName: nameText,
  modelHash: nameText,
  modelOrigin: v.exactOptional(text),
  backend: text,
  adapter: v.nullable(text),
  seed: v.number(),
});

/** What every kind of run has. */
export const common = {
  id: nameText,
  title: nameText,
  createdAt: v.pipe(v.string(), v.isoTimestamp()),
  status: v.picklist(['finished', 'stopped', 'failed']),
  provenance,
};

/** Curves, whatever holds the values. */
export function curveTable<Input>(values: v.GenericSchema<Input, Float64Array>) {
  return v.pipe(
    v.strictObject({ columns: v.array(nameText), values: v.array(values) }),
    v.check((table) => table.columns.length === table.values.length, 'has another number of columns than names'),
    v.check(
      (table) => table.values.every(({ length }) => length === table.values[0]?.length),
      'has columns of different lengths',
    ),
  );
}

const crop = v.strictObject({ image: count, x: v.number(), y: v.number(), width: v.number(), height: v.number() });

const optimisationConfigParts = v.strictObject({
  method: v.literal('additive'),
  protocol: v.picklist(protocolNames),
  // Absent from records made before they could be chosen.
  offsetShape: v.optional(v.picklist(offsetShapes), 'grid'),
  l1Weight: v.optional(v.number(), 1),
  sourcePrompt: promptText,
  targetPrompts: targetPromptTexts,
  iterations: count,
  learningRate: v.number(),
  cropsPerStep: count,
  imagesPerStep: count,
  cropSize: v.number(),
  imageShortSide: v.number(),
  seed: v.number(),
  crops: v.optional(v.array(crop)),
});

/** The configuration of a run of the optimisation step. */
export const optimisationConfig = v.pipe(
  optimisationConfigParts,
  v.transform(({ crops, ...config }): OptimisationConfig => (crops === undefined ? config : { ...config, crops })),
);

/** Name of a method of augmentation. */
export const methodName = v.picklist(methodNames);

/** The configuration of a training. */
export const trainingConfig = v.strictObject({
  steps: count,
  imagesPerStep: count,
  learningRate: v.number(),
  warmupSteps: count,
  learningRateDrops: v.array(count),
  momentum: v.number(),
  weightDecay: v.number(),
  gradientClip: v.nullable(v.number()),
  trainable: v.array(v.picklist(trainableStages)),
  // Records from before there were several methods lack the two.
  clipRateFactor: v.optional(v.number(), 1),
  method: v.optional(methodName, 'additive'),
  augmentationProbability: v.number(),
  horizontalFlip: v.number(),
  // Absent where images are as the detector has them.
  imageShortSide: v.exactOptional(count),
  seed: v.number(),
});

const gridParts = {
  sourcePrompt: promptText,
  targetPrompts: v.array(promptText),
  channels: count,
  height: count,
  width: count,
};

/** Offsets with their grids, whatever holds the values. */
export function wholeOffsets<Input>(values: v.GenericSchema<Input, Float32Array>) {
  return v.pipe(
    v.strictObject({ ...gridParts, values }),
    v.check(
      (offsets) =>
        offsets.values.length === offsets.targetPrompts.length * offsets.channels * offsets.height * offsets.width,
      'has another number of values than its shape says',
    ),
  );
}

/** Offsets whole or pooled, whatever holds the values. */
export function offsetsRecord<Grid, Numbers>(
  grid: v.GenericSchema<Grid, Float32Array>,
  numbers: v.GenericSchema<Numbers, Float32Array>,
) {
  return v.variant('kind', [
    v.strictObject({ kind: v.literal('full'), offsets: wholeOffsets(grid) }),
    v.strictObject({
      kind: v.literal('pooled'),
      offsets: v.pipe(
        v.strictObject({ ...gridParts, means: numbers, norms: numbers }),
        v.check(
          ({ targetPrompts: { length }, channels, height, width, means, norms }) =>
            means.length === length * channels && norms.length === length * height * width,
          'has another number of values than its shape says',
        ),
      ),
    }),
  ]);
}

/** An optimisation without its curves and offsets. */
export const optimisationHead = {
  ...common,
  kind: v.literal('optimisation'),
  config: optimisationConfig,
  images: v.array(nameText),
};

/** AP of a detector in training. */
export const validationPoint = v.strictObject({
  steps: count,
  map50: v.number(),
  watchedMap50: v.exactOptional(v.number()),
});

/** A training without its curves. */
export const trainingHead = {
  ...common,
  kind: v.literal('training'),
  config: trainingConfig,
  detector: nameText,
  start: nameText,
  scenes: count,
  domains: v.optional(v.array(nameText)),
  watched: v.optional(nameText),
  dataSet: v.optional(nameText),
  targetPrompts: v.array(promptText),
  // Records from before training told its validation AP lack it.
  validation: v.optional(v.array(validationPoint), []),
};

/** A run of the optimisation step as JSON holds it. */
export const optimisationRunSchema = v.strictObject({
  ...optimisationHead,
  curves: curveTable(curveValues),
  offsets: v.nullable(offsetsRecord(decoded(base64ToFloat16), float32Text)),
});

/** A run as JSON holds it; parsing gives a {@link RunRecord}. */
export const runSchema = v.variant('kind', [
  optimisationRunSchema,
  v.strictObject({ ...trainingHead, curves: curveTable(curveValues) }),
]);

/** The JSON form of a run; whole offsets lose precision beyond float16. */
export function encodeRun(run: RunRecord): unknown {
  switch (run.kind) {
    case 'optimisation':
      return {
        ...run,
        curves: encodeCurves(run.curves),
        offsets: run.offsets === null ? null : encodeOffsets(run.offsets),
      };
    case 'training':
      return { ...run, curves: encodeCurves(run.curves) };
    default:
      return run satisfies never;
  }
}

function encodeCurves({ columns, values }: CurveTable): unknown {
  return {
    columns,
    values: values.map((column) => Array.from(column, (value) => (Number.isFinite(value) ? value : null))),
  };
}

function encodeOffsets(record: OffsetsRecord): unknown {
  switch (record.kind) {
    case 'full':
      return { kind: 'full', offsets: { ...record.offsets, values: float16ToBase64(record.offsets.values) } };
    case 'pooled': {
      const { means, norms, ...grid } = record.offsets;
      return { kind: 'pooled', offsets: { ...grid, means: float32ToBase64(means), norms: float32ToBase64(norms) } };
    }
    default:
      return record satisfies never;
  }
}
