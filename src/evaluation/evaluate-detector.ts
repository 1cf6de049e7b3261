import type { AnnotatedImages } from '../data/annotated-image';
import type { Detector } from '../detector/detector';
import { postprocess } from '../geometry/detections';
import type { ApMetric } from '../metrics/average-precision';
import { evaluateVoc, type EvaluatedImage } from '../metrics/voc-evaluation';

/** Average precision, IoU 0.5, 0 to 1, in three definitions that the literature mixes; null where there is no ground truth. */
export interface ApByMetric {
  readonly voc11: number | null;
  readonly vocArea: number | null;
  readonly coco101: number | null;
}

export interface ClassResult extends ApByMetric {
  readonly name: string;
  readonly groundTruths: number;
}

export interface DomainResult {
  readonly domain: string;
  readonly images: number;
  readonly classes: readonly ClassResult[];
  /** Means over the classes that have ground truth. */
  readonly map50: ApByMetric;
}

export interface EvaluationOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number, total: number) => void;
  /** Added to V_a's output in every image; null (the default) evaluates the plain detector, as the paper does. */
  readonly featureOffset?: Float32Array | null;
}

/**
 * Runs a detector over annotated images of one domain and scores it with the detector's own thresholds.
 * @throws the signal's reason when it is aborted
 */
export async function evaluateDetector(
  detector: Detector,
  domain: string,
  images: AnnotatedImages,
  { signal, onProgress, featureOffset = null }: EvaluationOptions = {},
): Promise<DomainResult> {
  const evaluated: EvaluatedImage[] = [];
  for (let i = 0; i < images.length; i++) {
    signal?.throwIfAborted();
    const { image, gt } = await images.at(i);
    const raw = await detector.detect(image, featureOffset);
    evaluated.push({ gtBoxes: gt, detections: postprocess(raw, detector.config) });
    onProgress?.(i + 1, images.length);
  }
  return domainResult(domain, evaluated, detector.config.classes);
}

/** Scores detections that are already there. */
export function domainResult(
  domain: string,
  images: readonly EvaluatedImage[],
  classNames: readonly string[],
): DomainResult {
  const evaluation = evaluateVoc(images, classNames);
  return {
    domain,
    images: evaluation.imageCount,
    classes: evaluation.classes.map(({ className, gtCount, ap }) => ({
      name: className,
      groundTruths: gtCount,
      ...apByMetric(ap),
    })),
    map50: apByMetric(evaluation.meanAp),
  };
}

function apByMetric(ap: Readonly<Record<ApMetric, number>> | null): ApByMetric {
  return { voc11: ap?.voc2007 ?? null, vocArea: ap?.['voc-area'] ?? null, coco101: ap?.coco101 ?? null };
}
