import { type VisualArchitecture, architectureOf, convNames } from '../../clip/tower/architecture';
import { type VisualWeights, visualWeights, type WeightTensor } from '../../clip/weights/visual-weights';
import { seededValues } from '../../tensor/seeded-tensor';

export type TowerSizes = Pick<VisualArchitecture, 'width' | 'blocks' | 'resolution' | 'embeddingDim'>;

/** RN50, the smallest public CLIP ResNet. */
export const rn50Sizes: TowerSizes = { width: 64, blocks: [3, 4, 6, 3], resolution: 224, embeddingDim: 1024 };

/** A ModifiedResNet of seeded weights, each layer scaled by its inputs so that activations neither vanish nor grow. */
export function seededTower(sizes: TowerSizes): VisualWeights {
  const { headChannels: E, grid, embeddingDim: D } = architectureOf(sizes);
  const tensors = new Map<string, WeightTensor>();
  const add = (name: string, shape: readonly number[], limit: number) => {
    const count = shape.reduce((product, side) => product * side, 1);
    const data = seededValues(count, tensors.size + 1).map((value) => value * limit);
    tensors.set(name, { shape, data });
  };
  for (const { conv, shape } of convNames(sizes)) {
    const [outputs, inputs, height, width] = shape;
    add(`${conv}.weight`, shape, Math.sqrt(6 / (inputs * height * width)));
    add(`${conv}.bias`, [outputs], 0.1);
  }
  add('attnpool.positional_embedding', [(grid / 2) ** 2 + 1, E], 1);
  for (const [name, outputs] of [
    ['q_proj', E],
    ['k_proj', E],
    ['v_proj', E],
    ['c_proj', D],
  ] as const) {
    add(`attnpool.${name}.weight`, [outputs, E], Math.sqrt(3 / E));
    add(`attnpool.${name}.bias`, [outputs], 0.1);
  }
  return visualWeights(tensors);
}
