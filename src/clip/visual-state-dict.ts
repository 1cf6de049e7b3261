import { inferArchitecture } from './architecture';
import { ModelError } from './model-error';
import type { StateDict } from './state-dict';
import { tensorNames, type VisualWeights, type WeightTensor, visualWeights } from './visual-weights';

/** A released detector's own encoder, which it has fine-tuned. */
export const detectorEncoderPrefix = 'backbone.enc.';

/** Where files keep CLIP's visual tower; in a released detector, the pristine copy comes before the one that it has fine-tuned. */
const prefixes = [
  'roi_heads.box_predictor.cls_score.frozen_clip_model.visual.',
  detectorEncoderPrefix,
  'module.visual.',
  'model.visual.',
  'visual.',
  '',
] as const;

/** Twice those of RN50x64's tower; a file can repeat one tensor under many names. */
const maxElements = 2 ** 30;

/**
 * Takes the visual tower out of a state dict with OpenAI's names. Only its tensors are read.
 *
 * @param prefix where it stands; by default under the first of the usual prefixes that has one
 * @throws ModelError `unsupported-model` where there is none, `bundle-file-broken` where it is incomplete
 */
export async function visualWeightsFromStateDict(
  tensors: StateDict,
  prefix: string | undefined = prefixes.find((candidate) => tensors.has(`${candidate}layer1.0.conv1.weight`)),
): Promise<VisualWeights> {
  if (prefix === undefined) {
    throw new ModelError(
      'unsupported-model',
      'The file holds no CLIP ResNet: there is no layer1.0.conv1.weight.',
      'Use a CLIP ResNet: RN50, RN101, RN50x4, RN50x16 or RN50x64.',
    );
  }
  const architecture = inferArchitecture((name) => tensors.get(prefix + name)?.shape);
  const own = new Map<string, WeightTensor>();
  let elements = 0;
  for (const name of tensorNames(architecture, tensors.has(`${prefix}conv1.bias`))) {
    const tensor = tensors.get(prefix + name);
    if (tensor === undefined) continue; // visualWeights names what is missing
    elements += tensor.shape.reduce((product, size) => product * size, 1);
    if (elements > maxElements) {
      const hint = 'Use a CLIP ResNet: RN50, RN101, RN50x4, RN50x16 or RN50x64.';
      throw new ModelError('unsupported-model', `The visual tower has more than ${maxElements} weights.`, hint);
    }
    own.set(name, { shape: tensor.shape, data: await tensor.readFloat32() });
  }
  return visualWeights(own);
}
