/** What methods are tried with. */
import type { VisualArchitecture } from '../../clip/tower/architecture';
import type { MethodName } from '../../method/method-names';
import type { ImageTransform } from '../../photometrics/image-transform';
import { transformOf } from '../../photometrics/parameters';
import type { Policy, WeightedTransform } from '../../photometrics/policy';
import type { Offsets } from '../offsets';
import type { Styles } from '../pin/styles';
import type { Learned } from './method';
import { methods } from './registry';

/** Of V_a's output and, since the width is a quarter of it, of layer1. */
export const channels = 64;
export const architecture = { featureChannels: channels, width: channels / 4 } as VisualArchitecture;

/** Two targets as 1×1 grids: all ones, and a one in channel 0. */
export const offsets: Offsets = {
  sourcePrompt: 'day',
  targetPrompts: ['night', 'fog'],
  channels,
  height: 1,
  width: 1,
  values: Float32Array.from({ length: 2 * channels }, (_, i) => (i <= channels ? 1 : 0)),
};

/** One style of each of two targets. */
export const styles: Styles = {
  targetPrompts: ['night', 'fog'],
  stylesPerPrompt: 1,
  channels,
  means: Float32Array.from({ length: 2 * channels }, (_, i) => (i < channels ? 3 : -1)),
  deviations: Float32Array.from({ length: 2 * channels }, (_, i) => (i < channels ? 0.5 : 2)),
};

/** Darker in three of four draws of the first prompt, a corruption in the fourth; brighter by the second. */
export const policy: Policy = {
  model: null,
  sourcePrompt: 'day',
  probability: 0.5,
  strengthLaw: 'uniform-from-least',
  prompts: [
    {
      text: 'night',
      confidence: null,
      transforms: [
        weighted(0.75, { kind: 'photometric', parameters: transformOf({ exposure: 0.2 }) }),
        weighted(0.25, { kind: 'corruption', corruption: 'contrast', severity: 3 }),
      ],
    },
    {
      text: 'snow',
      confidence: null,
      transforms: [weighted(1, { kind: 'photometric', parameters: transformOf({ exposure: 3 }) })],
    },
  ],
};

function weighted(weight: number, transform: ImageTransform): WeightedTransform {
  return { weight, score: null, leastStrength: 0.5, transform };
}

/** What a method has learned, of these. */
export function learnedFor(name: MethodName): Learned | null {
  const { learns } = methods[name];
  switch (learns) {
    case null:
      return null;
    case 'offsets':
      return { kind: 'offsets', offsets };
    case 'styles':
      return { kind: 'styles', styles };
    case 'policy':
      return { kind: 'policy', policy };
    default:
      return learns satisfies never;
  }
}
