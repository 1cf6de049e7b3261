import type { AnnotatedImage, AnnotatedImages } from '../data/annotated-image';
import type { Detector } from '../detector/detector';
import { postprocess, type Detection } from '../geometry/detections';
import { evaluateMetric } from '../metrics/detection-metric';
import { fromImageRows, toImageRows, type ImageRows } from '../metrics/image-rows';
import type { EvaluatedImage } from '../metrics/evaluated-image';

/** Average precision at IoU .5, 0 to 1, by the definitions that the literature mixes; null where there is no ground truth. */
export interface ApByMetric {
  /** VOC 2007, 11 points. */
  readonly voc11: number | null;
  /** VOC, area. */
  readonly vocArea: number | null;
  /** COCO: pycocotools' AP50. */
  readonly coco101: number | null;
}

export interface ClassResult extends ApByMetric {
  readonly name: string;
  readonly groundTruths: number;
  /** Mean AP over the IoU thresholds .50 to .95: pycocotools' AP. */
  readonly coco5095: number | null;
}

export interface DomainResult {
  readonly domain: string;
  readonly images: number;
  readonly classes: readonly ClassResult[];
  /** Means over the classes that have ground truth. */
  readonly map50: ApByMetric;
  /** The same of {@link ClassResult.coco5095}. */
  readonly map5095: number | null;
}

export interface EvaluationOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number, total: number) => void;
  /** Each image as soon as it is done, with the detections that the detector's own thresholds keep. */
  readonly onImage?: (index: number, rows: ImageRows) => void;
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
 * Runs a detector over annotated images of one domain and scores it with the detector's own thresholds.
 * @returns the result on the images that were run, from `from` on
 * @throws the signal's reason when it is aborted
 */
export async function evaluateDetector(
  detector: Omit<Detector, 'dispose'>,
  domain: string,
  images: AnnotatedImages,
  {
    signal,
    onProgress,
    onImage,
    onUnreadable,
    from = 0,
    classes = detector.config.classes,
    featureOffset = null,
  }: EvaluationOptions = {},
): Promise<DomainResult> {
  const evaluated: EvaluatedImage[] = [];
  for (let i = from; i < images.length; i++) {
    signal?.throwIfAborted();
    const read = await readImage(images, i, onUnreadable);
    const rows =
      read === null
        ? toImageRows({ width: 0, height: 0 }, [], [])
        : toImageRows(
            read.image,
            read.gt,
            renamed(postprocess(await detector.detect(read.image, featureOffset), detector.config), classes),
          );
    evaluated.push(fromImageRows(rows));
    onImage?.(i, rows);
    onProgress?.(i + 1, images.length);
  }
  return domainResult(domain, evaluated, classes);
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

/** Scores detections that are already there. */
export function domainResult(
  domain: string,
  images: readonly EvaluatedImage[],
  classNames: readonly string[],
): DomainResult {
  const voc11 = evaluateMetric(images, classNames.length, 'voc2007');
  const vocArea = evaluateMetric(images, classNames.length, 'voc-area');
  const coco101 = evaluateMetric(images, classNames.length, 'coco50');
  const coco5095 = evaluateMetric(images, classNames.length, 'coco50-95');
  return {
    domain,
    images: images.length,
    classes: classNames.map((name, k) => ({
      name,
      groundTruths: images.reduce(
        (sum, { gtBoxes }) =>
          sum + gtBoxes.filter(({ classIndex, difficult }) => classIndex === k && difficult !== true).length,
        0,
      ),
      voc11: voc11.classes[k]!,
      vocArea: vocArea.classes[k]!,
      coco101: coco101.classes[k]!,
      coco5095: coco5095.classes[k]!,
    })),
    map50: { voc11: voc11.mean, vocArea: vocArea.mean, coco101: coco101.mean },
    map5095: coco5095.mean,
  };
}
