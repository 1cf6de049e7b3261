/** Small stand-ins for tests: a random tower, class embeddings, and pictures of coloured boxes. */
import { tensorNames, type VisualWeights, type WeightTensor } from '../clip/weights/visual-weights';
import { architectureOf, convNames } from '../clip/tower/architecture';
import type { AnnotatedImage, AnnotatedImages } from '../data/annotated-image';
import { detectorPresets, type DetectorConfig } from '../method/detector-config';
import { boxXYXY } from '../geometry/box';
import { Random } from '../math/random';

export interface TowerSizes {
  readonly width: number;
  readonly blocks: readonly [number, number, number, number];
  readonly resolution: number;
  readonly embeddingDim: number;
}

export const tinyTower: TowerSizes = { width: 4, blocks: [1, 1, 1, 1], resolution: 64, embeddingDim: 16 };

/** An unfolded tower of random weights (He initialisation, norms near the identity). */
export function randomVisualWeights(sizes: TowerSizes, seed: number): VisualWeights {
  const architecture = architectureOf(sizes);
  const random = new Random(seed);
  const { headChannels: E, embeddingDim: D } = architecture;
  const shapes = new Map<string, readonly number[]>();
  for (const { conv, norm, shape } of convNames(architecture)) {
    shapes.set(`${conv}.weight`, shape);
    for (const part of ['weight', 'bias', 'running_mean', 'running_var']) shapes.set(`${norm}.${part}`, [shape[0]]);
  }
  for (const name of ['q_proj', 'k_proj', 'v_proj']) {
    shapes.set(`attnpool.${name}.weight`, [E, E]);
    shapes.set(`attnpool.${name}.bias`, [E]);
  }
  shapes.set('attnpool.c_proj.weight', [D, E]);
  shapes.set('attnpool.c_proj.bias', [D]);
  shapes.set('attnpool.positional_embedding', [(sizes.resolution / 32) ** 2 + 1, E]);
  const tensors = new Map<string, WeightTensor>();
  for (const name of tensorNames(architecture, false)) {
    const shape = shapes.get(name)!;
    const size = shape.reduce((product, n) => product * n, 1);
    const std = shape.length === 1 ? 0.05 : Math.sqrt((shape.length === 4 ? 2 : 1) / (size / shape[0]!));
    const isScale = name.endsWith('running_var') || /(bn\d|downsample\.1)\.weight$/.test(name);
    tensors.set(name, {
      shape,
      data: Float32Array.from({ length: size }, () => (isScale ? 1 : 0) + std * random.normal()),
    });
  }
  return { architecture, tensors, folded: false };
}

/** K orthogonal-looking unit vectors. */
export function randomClassEmbeddings(count: number, dim: number, seed: number): readonly Float32Array[] {
  const random = new Random(seed);
  return Array.from({ length: count }, () => {
    const values = Float32Array.from({ length: dim }, () => random.normal());
    const length = Math.hypot(...values);
    return values.map((value) => value / length);
  });
}

/** A small detector for 64-pixel pictures with three classes. */
export const tinyDetectorConfig: DetectorConfig = {
  ...detectorPresets.builtin,
  classes: ['red', 'green', 'blue'],
  imageShortSide: 64,
  imageMaxSide: 128,
  anchorSizes: [16, 32],
  rpnPreNmsTopN: { training: 60, testing: 40 },
  rpnPostNmsTopN: { training: 30, testing: 20 },
  rpnBatchSizePerImage: 32,
  boxBatchSizePerImage: 16,
  poolerResolution: 4,
};

/** Grey pictures with one to three plain red, green or blue rectangles. */
export function boxPictures(count: number, seed: number, size = 64): AnnotatedImages {
  return {
    length: count,
    at(index): AnnotatedImage {
      const random = new Random(seed).fork(index);
      const data = new Uint8Array(size * size * 3).fill(110);
      const gt = Array.from({ length: 1 + random.integer(3) }, () => {
        const classIndex = random.integer(3);
        const width = (0.2 + 0.3 * random.next()) * size;
        const height = (0.2 + 0.3 * random.next()) * size;
        const x1 = Math.floor(random.next() * (size - width));
        const y1 = Math.floor(random.next() * (size - height));
        const x2 = Math.floor(x1 + width);
        const y2 = Math.floor(y1 + height);
        for (let y = y1; y < y2; y++) {
          for (let x = x1; x < x2; x++)
            for (let c = 0; c < 3; c++) data[(y * size + x) * 3 + c] = c === classIndex ? 230 : 30;
        }
        return { classIndex, box: boxXYXY(x1, y1, x2, y2) };
      });
      return { id: String(index), image: { width: size, height: size, data }, gt };
    },
  };
}
