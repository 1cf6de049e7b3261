import type { RoiAlignAttributes } from './attributes';

/**
 * The weights of one region along one axis: bin p is Σ over cells of `weights[p * size + cell] · feature[cell]`, and
 * only cells `from[p]` to `to[p]` (exclusive) have weight. RoIAlign is the product of two such axes.
 */
export interface AxisWeights {
  readonly weights: Float32Array;
  readonly from: Int32Array;
  readonly to: Int32Array;
}

/** Room for the weights of one region at a time. */
export function createAxisWeights(bins: number, size: number): AxisWeights {
  return { weights: new Float32Array(bins * size), from: new Int32Array(bins), to: new Int32Array(bins) };
}

/**
 * Fills `target` for the region side [low, high] in pixels over `size` cells, by the rules of torchvision's
 * `roi_align`: a sample outside [−1, size] counts 0 and stays in the divisor, one outside [0, size − 1] is clamped.
 */
export function fillAxisWeights(
  target: AxisWeights,
  low: number,
  high: number,
  size: number,
  attributes: RoiAlignAttributes,
): void {
  const { outputSize, spatialScale, samplingRatio, aligned } = attributes;
  const { weights, from, to } = target;
  const offset = aligned ? 0.5 : 0;
  const start = Math.fround(Math.fround(low * spatialScale) - offset);
  const end = Math.fround(Math.fround(high * spatialScale) - offset);
  const length = aligned ? Math.fround(end - start) : Math.max(Math.fround(end - start), 1);
  const samples = samplingRatio > 0 ? samplingRatio : Math.ceil(length / outputSize);
  const bin = length / outputSize;
  weights.fill(0);
  for (let p = 0; p < outputSize; p++) {
    const row = p * size;
    let first = size;
    let last = -1;
    for (let i = 0; i < samples; i++) {
      const position = start + p * bin + ((i + 0.5) * bin) / samples;
      if (position < -1 || position > size) continue;
      const inside = Math.min(Math.max(position, 0), size - 1);
      const cell = Math.min(Math.floor(inside), size - 1);
      const next = Math.min(cell + 1, size - 1);
      const fraction = inside - cell;
      weights[row + cell] = (weights[row + cell] ?? 0) + (1 - fraction) / samples;
      weights[row + next] = (weights[row + next] ?? 0) + fraction / samples;
      first = Math.min(first, cell);
      last = Math.max(last, next);
    }
    from[p] = last < 0 ? 0 : first;
    to[p] = last + 1;
  }
}
