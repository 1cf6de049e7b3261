import { CodedError } from '../../errors/coded-error';
import type { RgbImage } from '../../geometry/rgb-image';
import { type ResizeFilter, resizeAntialiased, roundHalfEven } from './pillow-resize';
import { brokenFile } from '../../errors/broken-file';

const broken = brokenFile(
  'Download it again from the repository of the model.',
  (what) => `visual/preprocess_cfg.json ${what}.`,
);

/** What an image becomes before the tower: `visual/preprocess_cfg.json`, as open_clip writes it. */
export interface Preprocessing {
  /** Side of the square input, pixels. */
  readonly size: number;
  /** RGB, of values in [0, 1]. */
  readonly mean: readonly [number, number, number];
  readonly std: readonly [number, number, number];
  readonly interpolation: ResizeFilter;
  /** `shortest`: the short side becomes `size` and the centre is cut out; `squash`: both sides do. */
  readonly resizeMode: 'shortest' | 'squash';
}

/** CLIP's own: bicubic, short side, centre crop (openai/CLIP `clip.py` `_transform`). */
export function clipPreprocessing(size: number): Preprocessing {
  return {
    size,
    mean: [0.48145466, 0.4578275, 0.40821073],
    std: [0.26862954, 0.26130258, 0.27577711],
    interpolation: 'bicubic',
    resizeMode: 'shortest',
  };
}

/**
 * Reads `preprocess_cfg.json`; keys that are left out take CLIP's values.
 *
 * @param resolution of the visual tower
 * @throws ModelError `bundle-file-broken` for what it cannot follow, `bundle-mismatch` for another size than the tower's
 */
export function parsePreprocessing(json: string, resolution: number): Preprocessing {
  const defaults = clipPreprocessing(resolution);
  const config = parse(json);
  const size = Array.isArray(config['size']) ? config['size'][0] : (config['size'] ?? resolution);
  if (size !== resolution) {
    throw new CodedError(
      'bundle-mismatch',
      `visual/preprocess_cfg.json makes images of ${String(size)} pixels; the visual tower takes ${resolution}.`,
      'Take both files from the same model.',
    );
  }
  const interpolation = config['interpolation'] ?? defaults.interpolation;
  const resizeMode = config['resize_mode'] ?? defaults.resizeMode;
  const known =
    (interpolation === 'bicubic' || interpolation === 'bilinear') &&
    (resizeMode === 'shortest' || resizeMode === 'squash');
  if (!known)
    throw broken(
      `asks for ${JSON.stringify(interpolation)} resizing in the mode ${JSON.stringify(resizeMode)}, which is not known here`,
    );
  return {
    size: resolution,
    mean: triple(config['mean'], defaults.mean),
    std: triple(config['std'], defaults.std),
    interpolation,
    resizeMode,
  };
}

/**
 * An image as the tower takes it for an embedding, equal to torchvision on a Pillow image bit for bit before normalisation.
 *
 * @returns `[size, size, 3]`, normalised
 */
export function preprocessImage(image: RgbImage, preprocessing: Preprocessing): Float32Array {
  return normalisePixels(resizedAndCropped(image, preprocessing).data, preprocessing);
}

/** The 8-bit image that {@link preprocessImage} normalises. */
export function resizedAndCropped(image: RgbImage, { size, interpolation, resizeMode }: Preprocessing): RgbImage {
  if (resizeMode === 'squash') return resizeAntialiased(image, size, size, interpolation);
  const long = Math.trunc((size * Math.max(image.width, image.height)) / Math.min(image.width, image.height));
  const [width, height] = image.width <= image.height ? [size, long] : [long, size];
  const resized = resizeAntialiased(image, width, height, interpolation);
  const left = roundHalfEven((width - size) / 2);
  const top = roundHalfEven((height - size) / 2);
  const data = new Uint8Array(size * size * 3);
  for (let y = 0; y < size; y++) {
    const from = ((top + y) * width + left) * 3;
    data.set(resized.data.subarray(from, from + size * 3), y * size * 3);
  }
  return { width: size, height: size, data };
}

/**
 * (value / 255 − mean) / std per channel, in single precision as torch does it.
 *
 * @param pixels interleaved RGB bytes
 * @param into where to write, as long as `pixels`; a new array by default
 */
export function normalisePixels(
  pixels: Uint8Array,
  { mean, std }: Pick<Preprocessing, 'mean' | 'std'>,
  into: Float32Array = new Float32Array(pixels.length),
): Float32Array {
  const table = new Float32Array(3 * 256);
  for (let channel = 0; channel < 3; channel++) {
    for (let value = 0; value < 256; value++) {
      const centred = Math.fround(Math.fround(value / 255) - Math.fround(mean[channel] as number));
      table[channel * 256 + value] = centred / Math.fround(std[channel] as number);
    }
  }
  for (let at = 0; at < pixels.length; at += 3) {
    into[at] = table[pixels[at] as number] as number;
    into[at + 1] = table[256 + (pixels[at + 1] as number)] as number;
    into[at + 2] = table[512 + (pixels[at + 2] as number)] as number;
  }
  return into;
}

function parse(json: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(json);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch (cause) {
    throw broken('is not valid JSON', cause);
  }
  throw broken('holds no object');
}

function triple(value: unknown, fallback: readonly [number, number, number]): readonly [number, number, number] {
  if (value === undefined) return fallback;
  if (Array.isArray(value) && value.length === 3) {
    const [r, g, b] = value as unknown[];
    if (typeof r === 'number' && typeof g === 'number' && typeof b === 'number') return [r, g, b];
  }
  throw broken('has a mean or deviation that is not three numbers');
}
