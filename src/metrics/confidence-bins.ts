import type { EvaluatedImage } from './evaluated-image';
import { matchImage } from './match-image';
import type { MatchRule } from './match-rule';

/** Detections whose scores lie in one tenth of 0 to 1. */
export interface ConfidenceBin {
  readonly detections: number;
  /** Of them, true positives. */
  readonly hits: number;
  /** Sum of their scores. */
  readonly scores: number;
}

const binCount = 10;

/** Scores below it count nowhere. */
export const leastConfidence = 0.05;

const rule: MatchRule = { by: 'voc', iouThresh: 0.5 };

/**
 * The detections of all classes by score, in ten bins of equal width: bin m holds scores from m/10 on, below (m + 1)/10, the last one also 1. A detection is
 * true where VOC's matching within its class finds an object at an IoU above .5.
 */
export function confidenceBins(images: readonly EvaluatedImage[], classCount: number): readonly ConfidenceBin[] {
  const bins = Array.from({ length: binCount }, () => ({ detections: 0, hits: 0, scores: 0 }));
  for (const image of images) {
    for (let classIndex = 0; classIndex < classCount; classIndex++) {
      for (const { score, gt } of matchImage(image, classIndex, rule)) {
        if (score < leastConfidence) continue;
        const bin = bins[Math.min(binCount - 1, Math.floor(score * binCount))]!;
        bin.detections++;
        bin.hits += gt >= 0 ? 1 : 0;
        bin.scores += score;
      }
    }
  }
  return bins;
}

/**
 * Detection expected calibration error (D-ECE) by confidence alone (Küppers et al., Multivariate Confidence Calibration for Object Detection, CVPR
 * workshops 2020): the distance between precision and mean score in each bin, weighted by the bin's share of all detections.
 * @returns 0 to 1; null without detections
 */
export function detectionCalibrationError(bins: readonly ConfidenceBin[]): number | null {
  const all = bins.reduce((sum, { detections }) => sum + detections, 0);
  if (all === 0) return null;
  // n/N · |hits/n − scores/n| is |hits − scores|/N.
  return bins.reduce((sum, { hits, scores }) => sum + Math.abs(hits - scores), 0) / all;
}
