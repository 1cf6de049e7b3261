import { clipPreprocessing } from '../../clip/image/preprocess';
import type { RgbImage } from '../../geometry/rgb-image';

/** A convolution of three channels with three, and how far it goes. */
export interface RandomConvolution {
  /** k, odd: the kernel covers k × k pixels. */
  readonly side: number;
  /** `[output channel][input channel][k][k]`, as PyTorch has them, on the normalised image. */
  readonly weights: readonly number[];
  /** a in (1 − a) · x + a · (W ∗ x), 0 to 1. */
  readonly share: number;
}

/** CLIP's mean and deviation of each channel, as the detector normalises its images. */
const { mean, std } = clipPreprocessing(224);

/**
 * Mixes the normalised image with its convolution; beyond the edge the normalised image is 0. The result becomes bytes again: it is rounded, and cut
 * off at black and white.
 */
export function convolveRandomly(image: RgbImage, { side, weights, share }: RandomConvolution): RgbImage {
  const { width, height } = image;
  const padded = padWithMean(image, (side - 1) / 2);
  const row = 3 * width;
  const paddedRow = 3 * (width + side - 1);
  const taps = byteKernels(side, weights);
  const data = new Uint8Array(image.data.length);
  const sums = new Float64Array(row);
  for (let y = 0; y < height; y++) {
    sums.fill(0);
    for (let ky = 0; ky < side; ky++)
      for (let kx = 0; kx < side; kx++) addTap(sums, padded, (y + ky) * paddedRow + 3 * kx, taps[ky * side + kx]!);
    for (let i = 0; i < row; i++) {
      const at = y * row + i;
      const convolved = sums[i]! + 255 * mean[i % 3]!;
      const mixed = (1 - share) * image.data[at]! + share * convolved;
      data[at] = mixed <= 0 ? 0 : mixed >= 255 ? 255 : Math.floor(mixed + 0.5);
    }
  }
  return { ...image, data };
}

/** The distance of each byte from the channel's mean, `[height + 2 margin][width + 2 margin][3]`, with 0 around. */
function padWithMean({ width, height, data }: RgbImage, margin: number): Float64Array {
  const row = 3 * (width + 2 * margin);
  const padded = new Float64Array(row * (height + 2 * margin));
  const [red, green, blue] = mean.map((value) => 255 * value) as [number, number, number];
  for (let y = 0, from = 0; y < height; y++) {
    const start = (y + margin) * row + 3 * margin;
    for (let at = start; at < start + 3 * width; at += 3, from += 3) {
      padded[at] = data[from]! - red;
      padded[at + 1] = data[from + 1]! - green;
      padded[at + 2] = data[from + 2]! - blue;
    }
  }
  return padded;
}

/** For each place of the kernel, row by row, its 3 × 3 weights `[output][input]`, from bytes to bytes. */
function byteKernels(side: number, weights: readonly number[]): readonly Float64Array[] {
  const area = side * side;
  return Array.from({ length: area }, (_, place) =>
    Float64Array.from({ length: 9 }, (__, pair) => {
      const [output, input] = [Math.floor(pair / 3), pair % 3];
      return (weights[pair * area + place]! * std[output]!) / std[input]!;
    }),
  );
}

/** Adds what one place of the kernel gives to each pixel of a row. */
function addTap(sums: Float64Array, pixels: Float64Array, start: number, tap: Float64Array): void {
  const rr = tap[0]!;
  const rg = tap[1]!;
  const rb = tap[2]!;
  const gr = tap[3]!;
  const gg = tap[4]!;
  const gb = tap[5]!;
  const br = tap[6]!;
  const bg = tap[7]!;
  const bb = tap[8]!;
  for (let i = 0, at = start; i < sums.length; i += 3, at += 3) {
    const r = pixels[at]!;
    const g = pixels[at + 1]!;
    const b = pixels[at + 2]!;
    sums[i]! += rr * r + rg * g + rb * b;
    sums[i + 1]! += gr * r + gg * g + gb * b;
    sums[i + 2]! += br * r + bg * g + bb * b;
  }
}
