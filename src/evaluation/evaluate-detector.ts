import type { AnnotatedImage, AnnotatedImages } from '../data/annotated-image';
import type { Detector } from '../detector/detector';
import { postprocess, type Detection } from '../geometry/detections';
import { type ImageRows, toImageRows, unreadImage } from '../metrics/image-rows';

export interface EvaluationOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number, total: number) => void;
  /** Each image as soon as it is done, with the detections that the detector's own thresholds keep. */
  readonly onImage: (index: number, rows: ImageRows) => void;
  /** An image that cannot be read then has neither objects nor detections; without it, the error ends the evaluation. */
  readonly onUnreadable?: (error: unknown, index: number) => void;
  /** First image; those before it were done earlier. */
  readonly from?: number;
  /** Names of the ground truth's classes, in its index order; the detector's own by default. Detections of other classes are dropped. */
  readonly classes?: readonly string[];
  /** Added to V_a's output in every image; null (the default) evaluates the plain detector, as the paper does. */
  readonly featureOffset?: Float32Array | null;
}

/**
 * Runs a detector over annotated images, with its own thresholds.
 * @throws the signal's reason when it is aborted
 */
export async function evaluateDetector(
  detector: Omit<Detector, 'dispose'>,
  images: AnnotatedImages,
  {
    signal,
    onProgress,
    onImage,
    onUnreadable,
    from = 0,
    classes = detector.config.classes,
    featureOffset = null,
  }: EvaluationOptions,
): Promise<void> {
  for (let i = from; i < images.length; i++) {
    signal?.throwIfAborted();
    const read = await readImage(images, i, onUnreadable);
    const rows =
      read === null
        ? unreadImage
        : toImageRows(
            read.image,
            read.gt,
            renamed(postprocess(await detector.detect(read.image, featureOffset), detector.config), classes),
          );
    onImage(i, rows);
    onProgress?.(i + 1, images.length);
  }
}

async function readImage(
  images: AnnotatedImages,
  index: number,
  onUnreadable: EvaluationOptions['onUnreadable'],
): Promise<AnnotatedImage | null> {
  try {
    return await images.at(index);
  } catch (error) {
    if (onUnreadable === undefined) throw error;
    onUnreadable(error, index);
    return null;
  }
}

function renamed(detections: readonly Detection[], classes: readonly string[]): readonly Detection[] {
  return detections.flatMap((detection) => {
    const classIndex = classes.indexOf(detection.className);
    return classIndex < 0 ? [] : [{ ...detection, classIndex }];
  });
}
