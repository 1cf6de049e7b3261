import { iou } from '../geometry/iou';
import { scoreOrder } from '../geometry/score-order';
import type { EvaluatedImage } from './evaluated-image';

/** Which class was called which. K classes and, last, the background: boxes nobody found, and detections of nothing. */
export interface ConfusionMatrix {
  /** K + 1. */
  readonly size: number;
  /** `[size * size]` rows are the true class, columns the predicted one; background on background is always 0. */
  readonly counts: Uint32Array;
}

/**
 * Matches without regard to class: by falling score each detection above `scoreThresh` takes the free ground-truth box that it overlaps best, where the
 * IoU is strictly above `iouThresh`. Difficult boxes, and detections on them, count nowhere.
 */
export function confusionMatrix(
  images: readonly EvaluatedImage[],
  classCount: number,
  { scoreThresh, iouThresh = 0.5 }: { readonly scoreThresh: number; readonly iouThresh?: number },
): ConfusionMatrix {
  const size = classCount + 1;
  const counts = new Uint32Array(size * size);
  const limit = Math.fround(scoreThresh);
  for (const image of images) {
    const detections = image.detections.filter(({ score, classIndex }) => score > limit && classIndex < classCount);
    const free = new Set(image.gtBoxes.filter(({ classIndex }) => classIndex < classCount));
    for (const index of scoreOrder(Float32Array.from(detections, ({ score }) => score))) {
      const { box, classIndex } = detections[index]!;
      let best = null;
      let bestIou = iouThresh;
      for (const gt of free) {
        const overlap = iou(box, gt.box);
        if (overlap > bestIou) [best, bestIou] = [gt, overlap];
      }
      if (best?.difficult === true) continue;
      if (best !== null) free.delete(best);
      counts[(best?.classIndex ?? classCount) * size + classIndex]!++;
    }
    for (const { classIndex, difficult } of free) {
      if (difficult !== true) counts[classIndex * size + classCount]!++;
    }
  }
  return { size, counts };
}
