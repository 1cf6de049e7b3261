/** The state of a training run as a safetensors file: weights and velocities in fp32, in the layout in which they run; the rest is metadata. */
import { CodedError } from '../errors/coded-error';
import { isFormatError } from '../errors/areas';
import * as tf from '@tensorflow/tfjs-core';
import { checkWeightType } from '../clip/weights/state-dict';
import type { DetectorConfig } from '../method/detector-config';
import { parseDetectorConfig } from '../detector/detector-config-schema';
import { parseDecimal } from '../formats/text/number-text';
import {
  openSafetensors,
  writeSafetensors,
  type SafetensorsFile,
  type WritableTensor,
} from '../formats/safetensors/safetensors';
import type { Optimiser, OptimiserState } from '../tensor/optimiser';
import type { TrainingConfig } from '../method/training-config';

const formatName = 'clip-the-gap-checkpoint';
const formatVersion = '1';
/** Before the optimiser's names of its state. */
const optimiserPrefix = 'optimiser/';

/** What a run is besides its arrays. */
export interface CheckpointState {
  readonly config: TrainingConfig;
  readonly detectorConfig: DetectorConfig;
  readonly stepsDone: number;
  readonly seconds: number;
}

type Variables = ReadonlyMap<string, tf.Variable>;

export async function writeCheckpoint(
  state: CheckpointState,
  variables: Variables,
  optimiser: Optimiser,
): Promise<Uint8Array> {
  const tensors: WritableTensor[] = [];
  for (const [name, variable] of variables) {
    const data = Float32Array.from((await variable.data()) as Float32Array);
    tensors.push({ name, dtype: 'F32', shape: variable.shape, data });
  }
  for (const [name, data] of Object.entries(await optimiser.exportState())) {
    tensors.push({ name: optimiserPrefix + name, dtype: 'F32', shape: [data.length], data });
  }
  return writeSafetensors(tensors, {
    format: formatName,
    version: formatVersion,
    config: JSON.stringify(state.config),
    detectorConfig: JSON.stringify(state.detectorConfig),
    stepsDone: String(state.stepsDone),
    seconds: String(state.seconds),
  });
}

/**
 * Puts a checkpoint's arrays into a run. The number of steps and the learning-rate drops may differ from the run that wrote it.
 * @throws ModelError `bundle-file-broken` for a file that is no checkpoint, `bundle-mismatch` for one of another run; nothing has changed then
 */
export async function restoreCheckpoint(
  bytes: Uint8Array,
  expected: Pick<CheckpointState, 'config' | 'detectorConfig'>,
  variables: Variables,
  optimiser: Optimiser,
): Promise<Pick<CheckpointState, 'stepsDone' | 'seconds'>> {
  try {
    const file = await openSafetensors(bytes);
    const state = checkMetadata(file, expected);
    const { weights, optimiserState } = await readArrays(file, variables);
    for (const [name, variable] of variables) assign(variable, weights.get(name)!);
    optimiser.importState(optimiserState);
    return state;
  } catch (error) {
    if (isFormatError(error)) throw new CodedError('bundle-file-broken', error.message, error.hint, { cause: error });
    throw error;
  }
}

function assign(variable: tf.Variable, values: Float32Array): void {
  tf.tidy(() => variable.assign(tf.tensor(values, variable.shape)));
}

function checkMetadata(
  { metadata }: SafetensorsFile,
  { config, detectorConfig }: Pick<CheckpointState, 'config' | 'detectorConfig'>,
): Pick<CheckpointState, 'stepsDone' | 'seconds'> {
  if (metadata.get('format') !== formatName || metadata.get('version') !== formatVersion) {
    throw new CodedError(
      'bundle-file-broken',
      'The file is no training checkpoint of this version.',
      'Choose another file.',
    );
  }
  const stepsDone = parseDecimal(metadata.get('stepsDone') ?? '');
  const seconds = parseDecimal(metadata.get('seconds') ?? '');
  if (stepsDone === undefined || !Number.isSafeInteger(stepsDone) || stepsDone < 0 || seconds === undefined) {
    throw new CodedError(
      'bundle-file-broken',
      'The checkpoint does not say how many steps were done.',
      'Choose another file.',
    );
  }
  const { steps: _, learningRateDrops: __, ...fixed } = config;
  const stored = jsonOf(metadata, 'config');
  const sameRun =
    isObject(stored) && Object.entries(fixed).every(([key, value]) => canonical(stored[key]) === canonical(value));
  const storedDetector = parseDetectorConfig(jsonOf(metadata, 'detectorConfig'));
  if (!sameRun || canonical(storedDetector) !== canonical(detectorConfig)) {
    throw new CodedError(
      'bundle-mismatch',
      'The checkpoint belongs to a run with another configuration.',
      'Continue with the configuration that the checkpoint was written with.',
    );
  }
  return { stepsDone, seconds };
}

/** @throws ModelError `bundle-file-broken` for what is no JSON */
function jsonOf(metadata: SafetensorsFile['metadata'], key: 'config' | 'detectorConfig'): unknown {
  try {
    return JSON.parse(metadata.get(key) ?? 'null');
  } catch (error) {
    throw new CodedError(
      'bundle-file-broken',
      `The checkpoint's "${key}" is damaged: it is no JSON.`,
      'Choose another file.',
      { cause: error },
    );
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** JSON in which the order of keys does not matter. */
function canonical(value: unknown): string | undefined {
  return JSON.stringify(value, (_, part: unknown) =>
    isObject(part) ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1))) : part,
  );
}

interface StoredArrays {
  readonly weights: ReadonlyMap<string, Float32Array>;
  readonly optimiserState: OptimiserState;
}

/** Reads and checks everything, so that a bad file changes nothing. */
async function readArrays(file: SafetensorsFile, variables: Variables): Promise<StoredArrays> {
  const weights = new Map<string, Float32Array>();
  for (const [name, variable] of variables) {
    const tensor = file.get(name);
    if (tensor.shape.join() !== variable.shape.join()) {
      throw new CodedError(
        'bundle-mismatch',
        `The checkpoint's "${name}" has another shape.`,
        'Continue with the model that it was written with.',
      );
    }
    checkWeightType(name, tensor.dtype);
    weights.set(name, await tensor.readFloat32());
  }
  const optimiserState: Record<string, Float32Array> = {};
  for (const [name, tensor] of file.tensors) {
    if (!name.startsWith(optimiserPrefix)) continue;
    const slot = name.slice(optimiserPrefix.length);
    const owner = variables.get(slot.slice(slot.indexOf('/') + 1));
    if (owner?.size !== tensor.shape[0]) {
      throw new CodedError(
        'bundle-mismatch',
        `The checkpoint's "${name}" belongs to no weight.`,
        'Continue with the model that it was written with.',
      );
    }
    checkWeightType(name, tensor.dtype);
    optimiserState[slot] = await tensor.readFloat32();
  }
  return { weights, optimiserState };
}
