import type { VisualWeights } from '../../../src/clip/weights/visual-weights';
import { randomVisualWeights, type TowerSizes } from '../../../src/detector/testing';
import type { RgbImage } from '../../../src/geometry/rgb-image';
import { Random } from '../../../src/math/random';
import type { ModelSize } from './side';

/** Sizes of the public RN50 and of `models/builtin`. */
export const modelSizes: Readonly<Record<ModelSize, TowerSizes>> = {
  rn50: { width: 64, blocks: [3, 4, 6, 3], resolution: 224, embeddingDim: 1024 },
  builtin: { width: 16, blocks: [1, 2, 3, 1], resolution: 96, embeddingDim: 128 },
};

/** The same random weights for every side. */
export function benchmarkWeights(model: ModelSize): VisualWeights {
  return randomVisualWeights(modelSizes[model], 1);
}

/** Normalised pixels `[count, side, side, 3]`, drawn from a seed. */
export function noisePixels(count: number, side: number): Float32Array {
  const random = new Random(2);
  return Float32Array.from({ length: count * side * side * 3 }, () => random.normal());
}

/** Images of noise. */
export function noiseImages(count: number, width: number, height: number): readonly RgbImage[] {
  const random = new Random(3);
  return Array.from({ length: count }, () => ({
    width,
    height,
    data: Uint8Array.from({ length: width * height * 3 }, () => random.integer(256)),
  }));
}
