/** What the checkpoints of detectors from elsewhere have in common: detectron2's names, whatever stands before them, and tensors that are read when asked for. */
import { CodedError } from '../errors/coded-error';
import { isFormatError, type ModelError } from '../errors/areas';
import type { Offsets } from '../augmentation/offsets';
import type { PromptSet } from '../scenes/reference-prompts';
import type { DetectorFile } from './detector-file';
import { checkWeightType } from '../clip/weights/state-dict';
import { prefixesBefore } from '../clip/weights/tower-prefix';
import { batchNormEpsilon, type WeightTensor } from '../clip/weights/visual-weights';
import type { ByteSource } from '../formats/byte-source';
import type { PickleValue } from '../formats/torch/pickle-values';
import { openTorchFile, type TorchFile } from '../formats/torch/torch-file';
import { bboxPred } from './region-head-shapes';

/** What a checkpoint gives. */
export interface DetectorCheckpoint {
  /** It holds a whole tower, fine-tuned and with batch norms of its own, so it fits any CLIP of the same sizes; and any at all where it stands alone. */
  readonly detector: DetectorFile;
  /** Null where the detector was trained without them. */
  readonly offsets: Offsets | null;
}

/** Names that a checkpoint does not hold, for those that differ from the reference's. */
export interface CheckpointNames {
  readonly classes?: readonly string[];
  readonly prompts?: PromptSet;
}

export type CheckpointTensors = TorchFile['tensors'];

/** Semantic offsets beside or among the weights. */
export const offsetsName = 'offsets';

/**
 * Opens a checkpoint, and reads what the caller asks for.
 * @param read gets its tensors under detectron2's names
 * @throws ModelError `bundle-file-broken` for a file that is damaged or asks for code, `unsupported-model` for one of several detectors
 */
export async function withCheckpoint<T>(source: ByteSource, read: (file: TorchFile) => Promise<T>): Promise<T> {
  try {
    const { root, tensors } = await openTorchFile(source);
    return await read({ root, tensors: referenceNames(tensors) });
  } catch (error) {
    if (isFormatError(error))
      throw new CodedError('bundle-file-broken', `${error.message}.`, error.hint, { cause: error });
    throw error;
  }
}

/** The tensors under the reference's names: whatever a trainer or a compiler has put before all of them, such as `module.`, is left out. */
function referenceNames(tensors: CheckpointTensors): CheckpointTensors {
  const prefixes = prefixesBefore(tensors, `${bboxPred}.weight`);
  const [prefix = ''] = prefixes;
  if (prefixes.length > 1) {
    throw new CodedError(
      'unsupported-model',
      `The file holds ${prefixes.length} detectors: ${prefixes.map((before) => `${before}${bboxPred}.weight`).join(' and ')}.`,
      'Save the one that you mean: torch.save({"model": model.state_dict()}, path).',
    );
  }
  if (prefix === '') return tensors;
  const inside = [...tensors].filter(([name]) => name.startsWith(prefix));
  const named = new Map(inside.map(([name, tensor]) => [name.slice(prefix.length), tensor] as const));
  // Offsets may have been put beside the model.
  const beside = tensors.get(offsetsName);
  return beside === undefined || named.has(offsetsName) ? named : named.set(offsetsName, beside);
}

/**
 * One tensor of the heads.
 * @param form what the hint says of the detectors that are read
 * @throws ModelError `unsupported-model` where it is missing, of another shape or of integers, `bundle-file-broken` for values that no weight has
 */
export async function checkpointWeight(
  tensors: CheckpointTensors,
  name: string,
  shape: readonly number[],
  form: string,
): Promise<WeightTensor> {
  const tensor = tensors.get(name);
  if (tensor?.shape.join() !== shape.join()) {
    throw new CodedError(
      'unsupported-model',
      `The checkpoint's "${name}" should be [${shape.join(', ')}] and ${tensor ? `is [${tensor.shape.join(', ')}]` : 'is missing'}.`,
      form,
    );
  }
  checkWeightType(name, tensor.dtype);
  const data = await tensor.readFloat32();
  if (!data.every(Number.isFinite)) throw notFinite(name);
  if (name.endsWith('.running_var') && data.some((value) => value < -batchNormEpsilon)) {
    throw new CodedError(
      'bundle-file-broken',
      `The checkpoint's "${name}" holds variances below zero.`,
      'The file is damaged: download it again.',
    );
  }
  return { shape, data };
}

/** `iteration` of detectron2's checkpoints, as provenance. */
export function iterationOf(root: PickleValue): { readonly iteration?: string } {
  const iteration: unknown = root instanceof Map ? root.get('iteration') : undefined;
  return typeof iteration === 'number' ? { iteration: String(iteration) } : {};
}

export function notFinite(name: string): ModelError {
  return new CodedError(
    'bundle-file-broken',
    `The checkpoint's "${name}" holds values that are not finite.`,
    'The training diverged, or the file is damaged: use an earlier checkpoint.',
  );
}
