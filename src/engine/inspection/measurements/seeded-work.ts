import type { VisualWeights } from '../../../clip/weights/visual-weights';
import type { RgbImage } from '../../../geometry/rgb-image';
import { seededValues } from '../../../tensor/seeded-tensor';
import type { InspectionSize } from '../inspection';
import { seededTower } from '../seeded-tower';
import { sizesOf } from './catalogue';

/** Each block's last convolution is weakened, or its sums would grow with the depth until a step of training diverges. */
const residualScale = 0.2;

/** The tower of that name with random weights. */
export function measuredTower(size: InspectionSize, name: 'rn50' | 'rn101'): VisualWeights {
  const { width, blocks, resolution, embeddingDim } = sizesOf(size).towers[name];
  const [one, two, three, four] = blocks as [number, number, number, number];
  const weights = seededTower({ width, blocks: [one, two, three, four], resolution, embeddingDim });
  const tensors = new Map(weights.tensors);
  for (const [tensorName, { shape, data }] of tensors) {
    if (!/^layer.*\.conv3\.weight$/u.test(tensorName)) continue;
    tensors.set(tensorName, { shape, data: data.map((value) => value * residualScale) });
  }
  return { ...weights, tensors };
}

/** Pictures of noise. */
export function seededImages(
  count: number,
  { width, height }: { readonly width: number; readonly height: number },
): readonly RgbImage[] {
  return Array.from({ length: count }, (_, at) => ({
    width,
    height,
    data: Uint8Array.from(seededValues(width * height * 3, at + 20), (value) => Math.floor((value + 1) * 127.99)),
  }));
}

/** Unit vectors. */
export function seededDirections(count: number, dimensions: number): readonly Float32Array[] {
  return Array.from({ length: count }, (_, at) => {
    const values = seededValues(dimensions, at + 40);
    const length = Math.hypot(...values);
    return values.map((value) => value / length);
  });
}
