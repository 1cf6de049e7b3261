import type { RoiAlignAttributes } from './attributes';
import { createAxisWeights, fillAxisWeights } from './axis-weights';

/** Regions: boxes `[R, 4]` in pixels, and which image each belongs to. */
export interface Regions {
  readonly boxes: ArrayLike<number>;
  readonly batchIndices: ArrayLike<number>;
  readonly count: number;
}

/** `pooled[R, P, P, C]` (zeros at first) from `features[B, H, W, C]`: for each region Ay · F · Axᵀ, bin row by bin row. */
export function poolRegions(
  features: ArrayLike<number>,
  regions: Regions,
  attributes: RoiAlignAttributes,
  pooled: Float32Array,
): void {
  const [, height, width, channels] = attributes.shape;
  const bins = attributes.outputSize;
  const strip = new Float32Array(width * channels);
  forEachRegion(regions, attributes, (region, image, rows, columns) => {
    const left = Math.min(...columns.from);
    const right = Math.max(...columns.to);
    for (let p = 0; p < bins; p++) {
      strip.fill(0, left * channels, right * channels);
      for (let h = rows.from[p]!; h < rows.to[p]!; h++) {
        const source = (image * height + h) * width * channels;
        addScaled(
          strip,
          left * channels,
          features,
          source + left * channels,
          (right - left) * channels,
          rows.weights[p * height + h]!,
        );
      }
      for (let q = 0; q < bins; q++) {
        const target = ((region * bins + p) * bins + q) * channels;
        for (let w = columns.from[q]!; w < columns.to[q]!; w++) {
          addScaled(pooled, target, strip, w * channels, channels, columns.weights[q * width + w]!);
        }
      }
    }
  });
}

/** The transpose of {@link poolRegions}: adds Σ over regions of Ayᵀ · dY · Ax to `gradient[B, H, W, C]`, in region order. */
export function spreadRegions(
  dy: ArrayLike<number>,
  regions: Regions,
  attributes: RoiAlignAttributes,
  gradient: Float32Array,
): void {
  const [, height, width, channels] = attributes.shape;
  const bins = attributes.outputSize;
  const strip = new Float32Array(width * channels);
  forEachRegion(regions, attributes, (region, image, rows, columns) => {
    const left = Math.min(...columns.from);
    const right = Math.max(...columns.to);
    for (let p = 0; p < bins; p++) {
      strip.fill(0, left * channels, right * channels);
      for (let q = 0; q < bins; q++) {
        const source = ((region * bins + p) * bins + q) * channels;
        for (let w = columns.from[q]!; w < columns.to[q]!; w++) {
          addScaled(strip, w * channels, dy, source, channels, columns.weights[q * width + w]!);
        }
      }
      for (let h = rows.from[p]!; h < rows.to[p]!; h++) {
        const target = (image * height + h) * width * channels;
        addScaled(
          gradient,
          target + left * channels,
          strip,
          left * channels,
          (right - left) * channels,
          rows.weights[p * height + h]!,
        );
      }
    }
  });
}

type RegionVisitor = (
  region: number,
  image: number,
  rows: ReturnType<typeof createAxisWeights>,
  columns: ReturnType<typeof createAxisWeights>,
) => void;

function forEachRegion(regions: Regions, attributes: RoiAlignAttributes, visit: RegionVisitor): void {
  const [batch, height, width] = attributes.shape;
  const rows = createAxisWeights(attributes.outputSize, height);
  const columns = createAxisWeights(attributes.outputSize, width);
  const { boxes, batchIndices, count } = regions;
  for (let region = 0; region < count; region++) {
    const image = batchIndices[region]!;
    if (image < 0 || image >= batch) throw new Error(`roiAlign: region ${region} is of image ${image}, of ${batch}.`);
    fillAxisWeights(columns, boxes[region * 4]!, boxes[region * 4 + 2]!, width, attributes);
    fillAxisWeights(rows, boxes[region * 4 + 1]!, boxes[region * 4 + 3]!, height, attributes);
    if (columns.to.some((to) => to > 0) && rows.to.some((to) => to > 0)) visit(region, image, rows, columns);
  }
}

function addScaled(
  target: Float32Array,
  targetStart: number,
  source: ArrayLike<number>,
  sourceStart: number,
  length: number,
  factor: number,
): void {
  for (let i = 0; i < length; i++) target[targetStart + i]! += factor * source[sourceStart + i]!;
}
