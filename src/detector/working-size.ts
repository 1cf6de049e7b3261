/** Images at the detector's size: detectron2's `ResizeShortestEdge` (bilinear, as Pillow does it), then CLIP's normalisation. No tensors here, so that a small worker can do it. */
import { CodedError } from '../errors/coded-error';
import { clipPreprocessing, normalisePixels } from '../clip/image/preprocess';
import { resizeAntialiased } from '../clip/image/pillow-resize';
import { res4Size, resizeShortestEdge } from '../geometry/resize';
import type { RgbImage } from '../geometry/rgb-image';
import type { DetectorConfig } from '../method/detector-config';

/** CLIP's own mean and deviation, whatever `preprocess_cfg.json` says: the reference has them as constants. */
const normalisation = clipPreprocessing(224);

/** How large the detector sees its images. */
export type WorkingSize = Pick<DetectorConfig, 'imageShortSide' | 'imageMaxSide'>;

/** An image as V_a takes it. */
export interface NormalisedImage {
  readonly width: number;
  readonly height: number;
  /** `[H * W * 3]`. */
  readonly pixels: Float32Array;
}

/** The image at the size that the detector works on. @throws ModelError `bad-config` for an image so elongated that V_a has no cell for it */
export function resizeForDetector(image: RgbImage, config: WorkingSize): RgbImage {
  const { width, height } = resizeShortestEdge(image, config.imageShortSide, config.imageMaxSide);
  const grid = res4Size({ width, height });
  if (grid.width < 1 || grid.height < 1) {
    throw new CodedError(
      'bad-config',
      `The image of ${image.width} × ${image.height} pixels is too long for its width: at the detector's size ${width} × ${height} no features are left.`,
      'Cut it into pieces that are less elongated.',
    );
  }
  return width === image.width && height === image.height ? image : resizeAntialiased(image, width, height, 'bilinear');
}

/** The image that already has its working size. */
export function normaliseForDetector({ width, height, data }: RgbImage): NormalisedImage {
  return { width, height, pixels: normalisePixels(data, normalisation) };
}

/** The image that was normalised. */
export function imageOfNormalised({ width, height, pixels }: NormalisedImage): RgbImage {
  const { mean, std } = normalisation;
  const data = Uint8Array.from(pixels, (value, at) => Math.round((value * std[at % 3]! + mean[at % 3]!) * 255));
  return { width, height, data };
}
