/** The way back: a detector and offsets as a checkpoint that vidit09/domaingen, the paper's own code, takes as `MODEL.WEIGHTS`. */
import type { Offsets } from '../augmentation/offsets';
import { convNames } from '../clip/tower/architecture';
import { detectorEncoderPrefix } from '../clip/weights/visual-state-dict';
import { batchNormEpsilon, type VisualWeights, type WeightTensor } from '../clip/weights/visual-weights';
import { writeTorchFile } from '../formats/torch/torch-writer';
import { offsetsName } from './checkpoint-tensors';
import { towerPrefix, type NamedWeights } from './named-weights';
import { tunedTower } from './tuned-tower';

export interface CheckpointParts {
  readonly clip: VisualWeights;
  /** Null exports CLIP's visual tower alone, from which the reference trains. */
  readonly detector: NamedWeights | null;
  readonly offsets: Offsets | null;
  readonly iteration: number;
}

/**
 * A `.pth` in detectron2's form: `{model: {…}, iteration}`. `backbone.enc.…` is the whole tower with batch norms, whatever form the model has
 * here; `proposal_generator.…` and `roi_heads.…` are the detector's; `offsets` is `[T, C, H, W]`. The text tower is CLIP's own, which the
 * reference loads itself, and names that are missing there keep what they have (detectron2 reports them).
 */
export function writeDomaingenCheckpoint({
  clip,
  detector,
  offsets,
  iteration,
}: CheckpointParts): Uint8Array<ArrayBuffer> {
  const tower = detector === null ? clip : tunedTower(clip, detector);
  const model = new Map<string, WeightTensor>();
  for (const [name, tensor] of unfolded(tower)) model.set(detectorEncoderPrefix + name, tensor);
  for (const [name, tensor] of detector ?? []) if (!name.startsWith(towerPrefix)) model.set(name, tensor);
  if (offsets !== null) {
    const { targetPrompts, channels, height, width, values } = offsets;
    model.set(offsetsName, { shape: [targetPrompts.length, channels, height, width], data: values });
  }
  return writeTorchFile(
    new Map<string, Map<string, WeightTensor> | number>([
      ['model', model],
      ['iteration', iteration],
    ]),
  );
}

/** A folded convolution's bias becomes a batch norm that only adds it: γ = 1, μ = 0, and σ² such that √(σ² + ε) = 1. */
function unfolded({ architecture, tensors, folded }: VisualWeights): ReadonlyMap<string, WeightTensor> {
  if (!folded) return tensors;
  const result = new Map(tensors);
  for (const { conv, norm, shape } of convNames(architecture)) {
    const bias = tensors.get(`${conv}.bias`)!;
    const constant = (value: number): WeightTensor => ({
      shape: [shape[0]],
      data: new Float32Array(shape[0]).fill(value),
    });
    result.delete(`${conv}.bias`);
    result.set(`${norm}.weight`, constant(1));
    result.set(`${norm}.bias`, bias);
    result.set(`${norm}.running_mean`, constant(0));
    result.set(`${norm}.running_var`, constant(1 - batchNormEpsilon));
  }
  return result;
}
