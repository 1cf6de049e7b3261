import { CodedError } from '../../errors/coded-error';
import type { ModelError } from '../../errors/areas';

/** A ModifiedResNet's sizes (openai/CLIP `clip/model.py`); everything else follows from the width. */
export interface VisualArchitecture {
  /** Channels after the stem, w. */
  readonly width: number;
  /** Bottlenecks in layer1 to layer4. */
  readonly blocks: readonly [number, number, number, number];
  /** Side of the square input, pixels; a multiple of 32. */
  readonly resolution: number;
  /** D, the length of an embedding. */
  readonly embeddingDim: number;
  /** C, the channels of V_a's output: 16 w. */
  readonly featureChannels: number;
  /** E, the channels of layer4 and of the attention pool: 32 w. */
  readonly headChannels: number;
  /** Attention heads, each of 64 channels: w / 2. */
  readonly heads: number;
  /** Side of V_a's grid at the model's resolution: resolution / 16. */
  readonly grid: number;
}

/** Channels of one attention head in every CLIP. */
export const headWidth = 64;

/** One convolution with the name of its batch norm, as in the state dict without `visual.`. */
export interface ConvName {
  readonly conv: string;
  readonly norm: string;
  /** `[O, I, h, w]`, PyTorch's order. */
  readonly shape: readonly [number, number, number, number];
}

/** The convolutions in forward order. */
export function convNames(architecture: Pick<VisualArchitecture, 'width' | 'blocks'>): readonly ConvName[] {
  const { width, blocks } = architecture;
  const half = width / 2;
  const names: ConvName[] = [
    { conv: 'conv1', norm: 'bn1', shape: [half, 3, 3, 3] },
    { conv: 'conv2', norm: 'bn2', shape: [half, half, 3, 3] },
    { conv: 'conv3', norm: 'bn3', shape: [width, half, 3, 3] },
  ];
  let inputs = width;
  blocks.forEach((count, layer) => {
    const planes = width * 2 ** layer;
    for (let block = 0; block < count; block++) {
      const prefix = `layer${layer + 1}.${block}`;
      names.push(
        { conv: `${prefix}.conv1`, norm: `${prefix}.bn1`, shape: [planes, inputs, 1, 1] },
        { conv: `${prefix}.conv2`, norm: `${prefix}.bn2`, shape: [planes, planes, 3, 3] },
        { conv: `${prefix}.conv3`, norm: `${prefix}.bn3`, shape: [4 * planes, planes, 1, 1] },
      );
      if (block === 0) {
        names.push({
          conv: `${prefix}.downsample.0`,
          norm: `${prefix}.downsample.1`,
          shape: [4 * planes, inputs, 1, 1],
        });
      }
      inputs = 4 * planes;
    }
  });
  return names;
}

/** The vectors of a batch norm, as the state dict calls them. */
export const normParts = ['weight', 'bias', 'running_mean', 'running_var'] as const;

/**
 * Every tensor of a tower with its shape in PyTorch's order, without `visual.`, in forward order.
 *
 * @param folded whether each convolution has a bias in place of a batch norm
 */
export function visualShapes(
  architecture: Pick<VisualArchitecture, 'width' | 'blocks' | 'resolution' | 'embeddingDim' | 'headChannels'>,
  folded: boolean,
): ReadonlyMap<string, readonly number[]> {
  const { resolution, embeddingDim, headChannels } = architecture;
  const shapes = new Map<string, readonly number[]>();
  for (const { conv, norm, shape } of convNames(architecture)) {
    shapes.set(`${conv}.weight`, shape);
    const vectors = folded ? [`${conv}.bias`] : normParts.map((part) => `${norm}.${part}`);
    for (const vector of vectors) shapes.set(vector, [shape[0]]);
  }
  shapes.set('attnpool.positional_embedding', [(resolution / 32) ** 2 + 1, headChannels]);
  for (const name of ['q_proj', 'k_proj', 'v_proj', 'c_proj']) {
    const outputs = name === 'c_proj' ? embeddingDim : headChannels;
    shapes.set(`attnpool.${name}.weight`, [outputs, headChannels]);
    shapes.set(`attnpool.${name}.bias`, [outputs]);
  }
  return shapes;
}

/**
 * Reads the architecture off the shapes of the weights, as openai/CLIP's `build_model` does, and holds every shape against it.
 *
 * @param shapeOf the shape of a tensor by its state-dict name without `visual.`, undefined where there is none
 * @param prefix what the file has before these names, for messages
 * @throws ModelError `unsupported-model` when they are not those of a ModifiedResNet with attention pooling
 */
export function inferArchitecture(
  shapeOf: (name: string) => readonly number[] | undefined,
  prefix = '',
): VisualArchitecture {
  const width = shapeOf('layer1.0.conv1.weight')?.[0];
  const positions = shapeOf('attnpool.positional_embedding')?.[0];
  const embeddingDim = shapeOf('attnpool.c_proj.weight')?.[0];
  if (width === undefined || positions === undefined || embeddingDim === undefined) {
    throw unsupported(
      shapeOf('class_embedding') || shapeOf('conv1.weight')?.[2] !== 3
        ? 'The weights are not those of a CLIP ResNet.'
        : 'The weights lack layer1 or the attention pool.',
    );
  }
  const side = Math.sqrt(positions - 1);
  const count = (layer: number): number => {
    let blocks = 0;
    while (shapeOf(`layer${layer}.${blocks}.conv1.weight`)) blocks++;
    return blocks;
  };
  const architecture = architectureOf({
    width,
    blocks: [count(1), count(2), count(3), count(4)],
    resolution: 32 * side,
    embeddingDim,
  });
  if (
    !Number.isInteger(side) ||
    side === 0 ||
    embeddingDim === 0 ||
    architecture.blocks.includes(0) ||
    !Number.isInteger(architecture.heads) ||
    architecture.heads === 0
  ) {
    throw unsupported(
      `Width ${width}, blocks ${architecture.blocks.join('-')} and ${positions} positions make no CLIP ResNet.`,
    );
  }
  for (const [name, shape] of visualShapes(architecture, shapeOf('conv1.bias') !== undefined))
    checkShape(prefix + name, shape, shapeOf(name));
  return architecture;
}

/** @throws ModelError `unsupported-model` that names the tensor, its right shape and the one that was found */
export function checkShape(name: string, right: readonly number[], found: readonly number[] | undefined): void {
  if (found?.join() === right.join()) return;
  throw unsupported(
    `${name} should be [${right.join(', ')}] and ${found ? `is [${found.join(', ')}]` : 'is missing'}.`,
  );
}

/** Fills in what follows from the four independent sizes. */
export function architectureOf(
  sizes: Pick<VisualArchitecture, 'width' | 'blocks' | 'resolution' | 'embeddingDim'>,
): VisualArchitecture {
  const headChannels = 32 * sizes.width;
  return {
    ...sizes,
    featureChannels: 16 * sizes.width,
    headChannels,
    heads: headChannels / headWidth,
    grid: sizes.resolution / 16,
  };
}

function unsupported(message: string): ModelError {
  return new CodedError('unsupported-model', message, 'Use a CLIP ResNet: RN50, RN101, RN50x4, RN50x16 or RN50x64.');
}
