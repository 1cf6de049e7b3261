import type { RgbImage } from '../../geometry/rgb-image';
import { blurFixed } from '../blur';
import { fixedBytes, fixedPixels } from '../fixed-image';
import { noisyBytes } from '../normal-noise';
import type { CorruptionName, Severity } from './corruption-names';
import { brighten, reduceContrast, saturate } from './colour-operations';
import { defocus } from './defocus';
import { jpegLoss } from './jpeg';
import { motion } from './motion';
import { impulseNoise, shotNoise, speckleNoise } from './noises';
import { pixelate } from './pixelate';

/** A parameter of an operation, with its values at the severities 1 to 5. */
interface CorruptionParameter {
  readonly name: string;
  readonly unit: string;
  readonly values: readonly [number, number, number, number, number];
}

interface Corrupted {
  readonly image: RgbImage;
  readonly seed: number;
  /** One pixel of an image whose short side is 600, in pixels of this one: the radii were chosen for images of about that size. */
  readonly pixel: number;
}

interface Corruption {
  readonly parameters: readonly CorruptionParameter[];
  readonly apply: (corrupted: Corrupted, ...values: number[]) => RgbImage;
}

const share = 'share of white';
const pixels = 'pixels of an image whose short side is 600';

/**
 * The pixel operations by which DivAlign (CVPR 2024) diversifies, with the constants of ImageNet-C (Hendrycks and Dietterich, ICLR 2019) that
 * `imagecorruptions` has. Fog, frost, snow, spatter and zoom blur are left out as DivAlign leaves them out: they would look at the targets.
 * `docs/photometrics.md` says what differs from the published code.
 */
export const corruptions = {
  gaussianNoise: {
    parameters: [{ name: 'deviation', unit: share, values: [0.08, 0.12, 0.18, 0.26, 0.38] }],
    apply: ({ image, seed }, deviation: number) => ({
      ...image,
      data: noisyBytes(fixedPixels(image.data), deviation, seed),
    }),
  },
  shotNoise: {
    parameters: [{ name: 'photons', unit: 'photons of white', values: [60, 25, 12, 5, 3] }],
    apply: ({ image, seed }, photons: number) => shotNoise(image, photons, seed),
  },
  impulseNoise: {
    parameters: [{ name: 'share', unit: 'share of values', values: [0.03, 0.06, 0.09, 0.17, 0.27] }],
    apply: ({ image, seed }, changed: number) => impulseNoise(image, changed, seed),
  },
  speckleNoise: {
    parameters: [{ name: 'deviation', unit: 'share of the value', values: [0.15, 0.2, 0.35, 0.45, 0.6] }],
    apply: ({ image, seed }, deviation: number) => speckleNoise(image, deviation, seed),
  },
  gaussianBlur: {
    parameters: [{ name: 'deviation', unit: pixels, values: [1, 2, 3, 4, 6] }],
    apply: ({ image, pixel }, deviation: number) => {
      const blurred = fixedPixels(image.data);
      blurFixed(blurred, image.width, image.height, deviation * pixel);
      return { ...image, data: fixedBytes(blurred) };
    },
  },
  defocusBlur: {
    parameters: [{ name: 'radius', unit: pixels, values: [3, 4, 6, 8, 10] }],
    apply: ({ image, pixel }, radius: number) => defocus(image, radius * pixel),
  },
  motionBlur: {
    parameters: [
      { name: 'radius', unit: pixels, values: [10, 15, 15, 15, 20] },
      { name: 'deviation', unit: pixels, values: [3, 5, 8, 12, 15] },
    ],
    apply: ({ image, seed, pixel }, radius: number, deviation: number) =>
      motion(image, radius * pixel, deviation * pixel, seed),
  },
  brightness: {
    parameters: [{ name: 'more', unit: share, values: [0.1, 0.2, 0.3, 0.4, 0.5] }],
    apply: ({ image }, more: number) => brighten(image, more),
  },
  saturate: {
    parameters: [
      { name: 'factor', unit: 'factor of HSV’s saturation', values: [0.3, 0.1, 2, 5, 20] },
      { name: 'more', unit: 'HSV’s saturation', values: [0, 0, 0, 0.1, 0.2] },
    ],
    apply: ({ image }, factor: number, more: number) => saturate(image, factor, more),
  },
  contrast: {
    parameters: [{ name: 'factor', unit: 'factor', values: [0.4, 0.3, 0.2, 0.1, 0.05] }],
    apply: ({ image }, factor: number) => reduceContrast(image, factor),
  },
  jpeg: {
    parameters: [{ name: 'quality', unit: 'of libjpeg', values: [25, 18, 15, 10, 7] }],
    apply: ({ image }, quality: number) => jpegLoss(image, quality),
  },
  pixelate: {
    parameters: [{ name: 'scale', unit: 'cells over pixels', values: [0.6, 0.5, 0.4, 0.3, 0.25] }],
    apply: ({ image }, scale: number) => pixelate(image, scale),
  },
} as const satisfies Readonly<Record<CorruptionName, Corruption>>;

/** The short side at which a radius is in pixels. */
const referenceSide = 600;

/**
 * The image under an operation; boxes stay.
 * @param seed an integer from 0 to 2^53 − 1, of noise and of the angle of motion
 */
export function applyCorruption(image: RgbImage, name: CorruptionName, severity: Severity, seed: number): RgbImage {
  if (severity === 0) return { ...image, data: image.data.slice() };
  const { parameters, apply }: Corruption = corruptions[name];
  const pixel = Math.min(image.width, image.height) / referenceSide;
  return apply({ image, seed, pixel }, ...parameters.map(({ values }) => values[severity - 1]!));
}
