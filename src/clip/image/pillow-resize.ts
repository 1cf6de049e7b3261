import type { RgbImage } from '../../geometry/rgb-image';

/** The filters of image resizing here: Pillow's, with the support that they have at scale 1. */
const filters = {
  bilinear: { support: 1, weight: (x: number): number => Math.max(0, 1 - Math.abs(x)) },
  /** Keys with a = −0.5. */
  bicubic: {
    support: 2,
    weight: (value: number): number => {
      const x = Math.abs(value);
      if (x < 1) return (1.5 * x - 2.5) * x * x + 1;
      if (x < 2) return ((-0.5 * x + 2.5) * x - 4) * x + 2;
      return 0;
    },
  },
} as const;

export type ResizeFilter = keyof typeof filters;

/** Pillow's fixed point: weights are rounded to 2⁻²², sums are 32-bit integers. */
const precisionBits = 22;

/** For each output pixel the first input pixel and the fixed-point weights from there on. */
interface Coefficients {
  readonly starts: Int32Array;
  readonly counts: Int32Array;
  readonly weights: Int32Array;
  readonly stride: number;
}

/**
 * Resizes as Pillow does (`Image.resize`, 8 bits a channel): the filter is widened where the image shrinks (antialiasing), rows first,
 * then columns, each rounded to 8 bits. Equal to Pillow bit for bit.
 *
 * @throws RangeError for a size below 1
 */
export function resizeAntialiased(image: RgbImage, width: number, height: number, filter: ResizeFilter): RgbImage {
  if (width < 1 || height < 1) throw new RangeError(`An image cannot have ${width}×${height} pixels.`);
  let { data } = image;
  if (width !== image.width)
    data = horizontalPass(data, image.width, image.height, width, coefficients(image.width, width, filter));
  if (height !== image.height) data = verticalPass(data, width, height, coefficients(image.height, height, filter));
  return { width, height, data };
}

/** Pillow's `precompute_coeffs` and `normalize_coeffs_8bpc` (libImaging/Resample.c). */
function coefficients(inputs: number, outputs: number, filter: ResizeFilter): Coefficients {
  const { support: unitSupport, weight } = filters[filter];
  const scale = inputs / outputs;
  const filterScale = Math.max(1, scale);
  const support = unitSupport * filterScale;
  const stride = Math.ceil(support) * 2 + 1;
  const starts = new Int32Array(outputs);
  const counts = new Int32Array(outputs);
  const weights = new Int32Array(outputs * stride);
  for (let at = 0; at < outputs; at++) {
    const centre = (at + 0.5) * scale;
    const start = Math.max(0, Math.trunc(centre - support + 0.5));
    const count = Math.min(inputs, Math.trunc(centre + support + 0.5)) - start;
    const exact = Array.from({ length: count }, (_, k) => weight((k + start - centre + 0.5) / filterScale));
    const sum = exact.reduce((a, b) => a + b, 0);
    starts[at] = start;
    counts[at] = count;
    exact.forEach((value, k) => {
      const fixed = (value / sum) * (1 << precisionBits);
      weights[at * stride + k] = Math.trunc(fixed < 0 ? fixed - 0.5 : fixed + 0.5);
    });
  }
  return { starts, counts, weights, stride };
}

function horizontalPass(
  input: Uint8Array,
  inputWidth: number,
  height: number,
  width: number,
  { starts, counts, weights, stride }: Coefficients,
): Uint8Array {
  const output = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [start, count] = [starts[x] as number, counts[x] as number];
      for (let channel = 0; channel < 3; channel++) {
        let sum = 1 << (precisionBits - 1);
        let from = (y * inputWidth + start) * 3 + channel;
        for (let k = 0; k < count; k++, from += 3) sum += (input[from] as number) * (weights[x * stride + k] as number);
        output[(y * width + x) * 3 + channel] = clip8(sum);
      }
    }
  }
  return output;
}

function verticalPass(
  input: Uint8Array,
  width: number,
  height: number,
  { starts, counts, weights, stride }: Coefficients,
): Uint8Array {
  const row = width * 3;
  const output = new Uint8Array(row * height);
  for (let y = 0; y < height; y++) {
    const [start, count] = [starts[y] as number, counts[y] as number];
    for (let x = 0; x < row; x++) {
      let sum = 1 << (precisionBits - 1);
      for (let k = 0; k < count; k++)
        sum += (input[(start + k) * row + x] as number) * (weights[y * stride + k] as number);
      output[y * row + x] = clip8(sum);
    }
  }
  return output;
}

function clip8(sum: number): number {
  return Math.min(255, Math.max(0, sum >> precisionBits));
}

/** A part of an image, in its pixels; it may be flipped left to right. */
export interface CropWindow {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly flip?: boolean;
}

/**
 * Cuts a window out and resizes it bilinearly without antialiasing, half-pixel centres, rounded to 8 bits (ties to even): torchvision
 * 0.11's `resize` of a uint8 tensor, as the reference crops. A window of the wanted size is copied.
 *
 * @throws RangeError where the window leaves the image
 */
export function cropBilinear(image: RgbImage, window: CropWindow, width: number, height: number): Uint8Array {
  if (
    window.x < 0 ||
    window.y < 0 ||
    window.x + window.width > image.width ||
    window.y + window.height > image.height
  ) {
    throw new RangeError(
      `The window at (${window.x}, ${window.y}) of ${window.width}×${window.height} leaves an image of ${image.width}×${image.height}.`,
    );
  }
  const columns = taps(window.width, width, window.x, window.flip === true);
  const rows = taps(window.height, height, window.y, false);
  const output = new Uint8Array(width * height * 3);
  const { data } = image;
  let to = 0;
  for (let y = 0; y < height; y++) {
    const top = (rows.low[y] as number) * image.width;
    const bottom = (rows.high[y] as number) * image.width;
    const fy = rows.fraction[y] as number;
    for (let x = 0; x < width; x++) {
      const left = columns.low[x] as number;
      const right = columns.high[x] as number;
      const fx = columns.fraction[x] as number;
      for (let channel = 0; channel < 3; channel++) {
        const a = data[(top + left) * 3 + channel] as number;
        const b = data[(top + right) * 3 + channel] as number;
        const c = data[(bottom + left) * 3 + channel] as number;
        const d = data[(bottom + right) * 3 + channel] as number;
        const value = (1 - fy) * ((1 - fx) * a + fx * b) + fy * ((1 - fx) * c + fx * d);
        output[to++] = roundHalfEven(value);
      }
    }
  }
  return output;
}

interface Taps {
  readonly low: Int32Array;
  readonly high: Int32Array;
  readonly fraction: Float64Array;
}

function taps(inputs: number, outputs: number, offset: number, flip: boolean): Taps {
  const low = new Int32Array(outputs);
  const high = new Int32Array(outputs);
  const fraction = new Float64Array(outputs);
  const scale = inputs / outputs;
  for (let at = 0; at < outputs; at++) {
    const source = Math.max(0, (at + 0.5) * scale - 0.5);
    const first = Math.min(inputs - 1, Math.floor(source));
    const second = Math.min(inputs - 1, first + 1);
    low[at] = offset + (flip ? inputs - 1 - first : first);
    high[at] = offset + (flip ? inputs - 1 - second : second);
    fraction[at] = source - first;
  }
  return { low, high, fraction };
}

/** Rounds to an integer, ties to even, as torch and Python do. */
export function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  if (rest > 0.5 || (rest === 0.5 && floor % 2 !== 0)) return floor + 1;
  return floor;
}
