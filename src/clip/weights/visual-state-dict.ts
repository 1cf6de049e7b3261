import { CodedError } from '../../errors/coded-error';
import { inferArchitecture, visualShapes } from '../tower/architecture';
import { readWeight, type StateDict } from './state-dict';
import { refuseStrangers, towerPrefix } from './tower-prefix';
import { type VisualWeights, type WeightTensor, visualWeights } from './visual-weights';

/** A released detector's own encoder, which it has fine-tuned. */
export const detectorEncoderPrefix = 'backbone.enc.';

/** Twice those of RN50x64's tower; a file can repeat one tensor under many names. */
const maxElements = 2 ** 30;

/** The parts of a visual tower; beside them, a file without `visual.` has the text tower's. */
const parts = /^(?:conv[1-3]|bn[1-3]|layer\d+|attnpool)\./u;

/**
 * Takes the visual tower out of a state dict with OpenAI's names. Only its tensors are read.
 *
 * @param prefix what stands before its names; found where it is left out
 * @throws ModelError `unsupported-model` where there is none, where shapes or element types are not its own, or where more than a CLIP
 * stands among its tensors; `bundle-file-broken` for values that no weight has
 */
export async function visualWeightsFromStateDict(
  tensors: StateDict,
  prefix: string | undefined = towerPrefix(tensors, 'layer1.0.conv1.weight'),
): Promise<VisualWeights> {
  if (prefix === undefined) {
    throw new CodedError(
      'unsupported-model',
      'The file holds no CLIP ResNet: there is no layer1.0.conv1.weight.',
      'Use a CLIP ResNet: RN50, RN101, RN50x4, RN50x16 or RN50x64.',
    );
  }
  const architecture = inferArchitecture((name) => tensors.get(prefix + name)?.shape, prefix);
  const shapes = visualShapes(architecture, tensors.has(`${prefix}conv1.bias`));
  refuseStrangers(tensors, prefix, shapes, (name) => parts.test(name));
  const own = new Map<string, WeightTensor>();
  let elements = 0;
  for (const [name, shape] of shapes) {
    const tensor = tensors.get(prefix + name);
    if (tensor === undefined) continue; // inferArchitecture has named what is missing
    elements += shape.reduce((product, size) => product * size, 1);
    if (elements > maxElements) {
      const hint = 'Use a CLIP ResNet: RN50, RN101, RN50x4, RN50x16 or RN50x64.';
      throw new CodedError('unsupported-model', `The visual tower has more than ${maxElements} weights.`, hint);
    }
    own.set(name, { shape, data: await readWeight(prefix + name, tensor) });
  }
  return visualWeights(own, prefix);
}
