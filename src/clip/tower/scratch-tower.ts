/**
 * A visual tower that has learned nothing, for the row "from scratch".
 *
 * Fine-tuning keeps γ, β, μ and σ² constant, and under random weights the identity would be no normalisation at all. So the constants are
 * measured once: W is drawn (He et al. 2015, fan in), and then μ and σ² of every norm become what enters it on a batch of source images, in
 * forward order, with γ = 1 and β = 0. Every convolution then starts with outputs of mean 0 and deviation 1, as batch norm would have it
 * (data-dependent initialisation, Krähenbühl et al. 2016), and training stays under the rule of the other rows.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { Random } from '../../math/random';
import { type VisualArchitecture, convNames } from './architecture';
import { createVisualTower } from './modified-resnet';
import { type VisualWeights, type WeightTensor } from '../weights/visual-weights';

/**
 * @param images a batch of source images as the detector sees them, `[B, H, W, 3]`
 * @param random draws W
 * @returns the weights, with their batch norms apart
 */
export async function scratchTower(
  architecture: VisualArchitecture,
  images: tf.Tensor4D,
  random: Random,
): Promise<VisualWeights> {
  const drawn = drawTower(architecture, random);
  const statistics = new Map<string, tf.Tensor>();
  const tower = createVisualTower(drawn, {
    batchNorm: 'batch',
    onStatistics: (norm, mean, variance) => {
      statistics.set(`${norm}.running_mean`, tf.keep(tf.clone(mean)));
      statistics.set(`${norm}.running_var`, tf.keep(tf.clone(variance)));
    },
  });
  try {
    tf.tidy(() => tower.res5Features(tower.res4Features(images)));
    const tensors = new Map(drawn.tensors);
    for (const [name, tensor] of statistics) {
      tensors.set(name, { shape: [tensor.size], data: Float32Array.from(await tensor.data<'float32'>()) });
    }
    return { ...drawn, tensors };
  } finally {
    tower.dispose();
    tf.dispose([...statistics.values()]);
  }
}

/** Convolutions from normal noise of variance 2 / fan in; attention pool as openai/CLIP `initialize_parameters`, E^-½; norms the identity. */
function drawTower(architecture: VisualArchitecture, random: Random): VisualWeights {
  const tensors = new Map<string, WeightTensor>();
  const normal = (name: string, shape: readonly number[], std: number): void => {
    const size = shape.reduce((product, n) => product * n, 1);
    tensors.set(name, { shape, data: Float32Array.from({ length: size }, () => std * random.normal()) });
  };
  const constant = (name: string, size: number, value: number): void => {
    tensors.set(name, { shape: [size], data: new Float32Array(size).fill(value) });
  };
  for (const { conv, norm, shape } of convNames(architecture)) {
    const [outputs, inputs, height, width] = shape;
    normal(`${conv}.weight`, shape, Math.sqrt(2 / (inputs * height * width)));
    for (const part of ['weight', 'running_var']) constant(`${norm}.${part}`, outputs, 1);
    for (const part of ['bias', 'running_mean']) constant(`${norm}.${part}`, outputs, 0);
  }
  const { headChannels, embeddingDim, grid } = architecture;
  const std = headChannels ** -0.5;
  normal('attnpool.positional_embedding', [(grid / 2) ** 2 + 1, headChannels], std);
  for (const name of ['q_proj', 'k_proj', 'v_proj', 'c_proj']) {
    const outputs = name === 'c_proj' ? embeddingDim : headChannels;
    normal(`attnpool.${name}.weight`, [outputs, headChannels], std);
    constant(`attnpool.${name}.bias`, outputs, 0);
  }
  return { architecture, tensors, folded: false };
}
