import {
  type ConvName,
  type VisualArchitecture,
  convNames,
  inferArchitecture,
  type normParts,
  visualShapes,
} from '../tower/architecture';
import { brokenFile } from '../../errors/broken-file';

const broken = brokenFile('Download the visual weights again, or export them again.');

/** One array in PyTorch's axis order: convolutions `[O, I, h, w]`, linear layers `[out, in]`. */
export interface WeightTensor {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/**
 * The weights of a visual tower under OpenAI's names without `visual.`.
 *
 * Unfolded, each convolution has `<conv>.weight` and its batch norm `<norm>.{weight,bias,running_mean,running_var}`.
 * Folded, it has `<conv>.weight` and `<conv>.bias` (`layer1.0.conv1.bias`, `layer1.0.downsample.0.bias`) and no norm.
 */
export interface VisualWeights {
  readonly architecture: VisualArchitecture;
  readonly tensors: ReadonlyMap<string, WeightTensor>;
  readonly folded: boolean;
}

/** The epsilon of every batch norm in CLIP. */
export const batchNormEpsilon = 1e-5;

/**
 * Checks that the tensors are a whole ModifiedResNet and keeps exactly those that belong to it.
 *
 * @param prefix what their file has before these names, for messages
 * @throws ModelError `unsupported-model` for another architecture or a wrong shape, `bundle-file-broken` for values that no weight has
 */
export function visualWeights(tensors: ReadonlyMap<string, WeightTensor>, prefix = ''): VisualWeights {
  const architecture = inferArchitecture((name) => tensors.get(name)?.shape, prefix);
  const folded = tensors.has('conv1.bias');
  const kept = new Map<string, WeightTensor>();
  for (const name of tensorNames(architecture, folded)) {
    const tensor = tensors.get(name);
    if (!tensor) throw broken(`The tensor ${prefix}${name} is missing.`);
    if (tensor.data.length !== tensor.shape.reduce((a, b) => a * b, 1))
      throw broken(`The tensor ${prefix}${name} is cut short.`);
    if (!tensor.data.every(Number.isFinite))
      throw broken(`The tensor ${prefix}${name} holds values that are not finite.`);
    if (name.endsWith('.running_var') && tensor.data.some((value) => value < -batchNormEpsilon))
      throw broken(`The tensor ${prefix}${name} holds variances below zero.`);
    kept.set(name, tensor);
  }
  return { architecture, tensors: kept, folded };
}

/** Every tensor name of a tower, in forward order. */
export function tensorNames(architecture: VisualArchitecture, folded: boolean): readonly string[] {
  return [...visualShapes(architecture, folded).keys()];
}

/** The tensor of that name. @throws Error when it is absent, which {@link visualWeights} has ruled out. */
export function requireTensor(weights: Pick<VisualWeights, 'tensors'>, name: string): WeightTensor {
  const tensor = weights.tensors.get(name);
  if (!tensor) throw new Error(`The weights hold no ${name}.`);
  return tensor;
}

/** A frozen batch norm as y = x · scale + shift per output channel; a folded convolution has scale 1. */
export interface ChannelAffine {
  readonly scale: Float32Array;
  readonly shift: Float32Array;
}

/** The affine map after a convolution: s = γ / √(σ² + ε) and β − μ s, in double precision before rounding. */
export function affineAfter(
  weights: Pick<VisualWeights, 'tensors' | 'folded'>,
  { conv, norm, shape }: ConvName,
): ChannelAffine {
  const channels = shape[0];
  const scale = new Float32Array(channels).fill(1);
  if (weights.folded) return { scale, shift: requireTensor(weights, `${conv}.bias`).data };
  const part = (name: (typeof normParts)[number]): Float32Array => requireTensor(weights, `${norm}.${name}`).data;
  const [gamma, beta, mean, variance] = [part('weight'), part('bias'), part('running_mean'), part('running_var')];
  const shift = new Float32Array(channels);
  for (let c = 0; c < channels; c++) {
    const s = (gamma[c] as number) / Math.sqrt((variance[c] as number) + batchNormEpsilon);
    scale[c] = s;
    shift[c] = (beta[c] as number) - (mean[c] as number) * s;
  }
  return { scale, shift };
}

/** The same model with every batch norm folded into its convolution; the weights of a folded model are returned as they are. */
export function fold(weights: VisualWeights): VisualWeights {
  if (weights.folded) return weights;
  const tensors = new Map<string, WeightTensor>();
  for (const name of convNames(weights.architecture)) {
    const { scale, shift } = affineAfter(weights, name);
    const kernel = requireTensor(weights, `${name.conv}.weight`);
    const perChannel = kernel.data.length / name.shape[0];
    tensors.set(`${name.conv}.weight`, {
      shape: kernel.shape,
      data: kernel.data.map((value, index) => value * (scale[Math.floor(index / perChannel)] as number)),
    });
    tensors.set(`${name.conv}.bias`, { shape: [name.shape[0]], data: shift });
  }
  for (const [name, tensor] of weights.tensors) if (name.startsWith('attnpool.')) tensors.set(name, tensor);
  return { architecture: weights.architecture, tensors, folded: true };
}
