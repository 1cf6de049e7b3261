import type { Random } from '../../math/random';
import type { ImageChange } from './image-change';
import type { Method } from './method';

/** Sides of the kernels, uniform. */
const sides = [1, 3, 5, 7] as const;

/**
 * RandConv (Xu et al., ICLR 2021) with mixing: the normalised image becomes (1 − a)·x + a·(W ∗ x), W normal with PyTorch's `kaiming_normal_` for three channels. Two things
 * differ: each image has its own draw, where the authors' batch has one, and the result becomes bytes, so that it is rounded and cut off at black and
 * white. Their loss of consistency between views is not here.
 */
export const randconv: Method = {
  title: 'RandConv',
  summary: 'Mixes each image with its convolution by random weights, of 1, 3, 5 or 7 pixels.',
  changes: 'images',
  learns: null,
  knows: 'nothing',
  suggestedPrompts: null,
  prepare: () => (imageCount, random) => ({
    images: Array.from({ length: imageCount }, () => drawConvolution(random)),
  }),
};

/** Weights N(0, 1 / (3k²)), a uniform from 0 to 1. */
function drawConvolution(random: Random): ImageChange {
  const side = random.pick(sides);
  const deviation = 1 / Math.sqrt(3 * side * side);
  const weights = Array.from({ length: 9 * side * side }, () => deviation * random.normal());
  return { kind: 'convolution', convolution: { side, weights, share: random.next() } };
}
