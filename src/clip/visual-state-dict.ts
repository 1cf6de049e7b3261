import { ModelError } from './model-error';
import type { StateDict } from './state-dict';
import { type VisualWeights, type WeightTensor, visualWeights } from './visual-weights';

/** Where checkpoints keep CLIP's visual tower; the longest match wins, and a released detector's own encoder before its pristine copy. */
const prefixes = [
  'backbone.enc.',
  'module.visual.',
  'model.visual.',
  'visual.',
  'roi_heads.box_predictor.cls_score.frozen_clip_model.visual.',
  '',
] as const;

/**
 * Takes the visual tower out of a state dict with OpenAI's names, under any of the usual prefixes.
 *
 * @throws ModelError `unsupported-model` where there is none, `bundle-file-broken` where it is incomplete
 */
export async function visualWeightsFromStateDict(tensors: StateDict): Promise<VisualWeights> {
  const prefix = prefixes.find((candidate) => tensors.has(`${candidate}layer1.0.conv1.weight`));
  if (prefix === undefined) {
    throw new ModelError(
      'unsupported-model',
      'The file holds no CLIP ResNet: there is no layer1.0.conv1.weight.',
      'Use a CLIP ResNet: RN50, RN101, RN50x4, RN50x16 or RN50x64.',
    );
  }
  const own = new Map<string, WeightTensor>();
  for (const [name, tensor] of tensors) {
    if (!name.startsWith(prefix)) continue;
    const key = name.slice(prefix.length);
    const belongs = /^(conv\d|bn\d|layer\d\.|attnpool\.)/.test(key) && !key.endsWith('num_batches_tracked');
    if (belongs) own.set(key, { shape: tensor.shape, data: await tensor.readFloat32() });
  }
  return visualWeights(own);
}
