import type { BoxXYXY } from '../../geometry/box';
import type { Detection } from '../../geometry/detections';
import { matchClass } from '../../metrics/match-class';

/** An object of a picture as it is known. */
export interface GroundTruth {
  readonly className: string;
  readonly box: BoxXYXY;
  /** A difficult object or a crowd, which may be found and need not be. */
  readonly ignored?: boolean;
}

export interface PaneEvaluation {
  /** One verdict per detection, in their order. */
  readonly verdicts: readonly ('true-positive' | 'false-positive' | 'ignored')[];
  /** Ground-truth boxes that no detection found, without ignored ones. */
  readonly missed: readonly GroundTruth[];
}

/** Greedy matching from IoU 0.5 on within a class, best score first, as COCO has it: every ground-truth box is found at most once, and what lies in an ignored one does not count. */
export function evaluatePane(detections: readonly Detection[], groundTruth: readonly GroundTruth[]): PaneEvaluation {
  const names = [...new Set(groundTruth.map(({ className }) => className))];
  const image = {
    gtBoxes: groundTruth.map(({ className, box, ignored = false }) => ({
      classIndex: names.indexOf(className),
      box,
      difficult: ignored,
    })),
    detections: detections.map(({ className, score, box }) => ({ classIndex: names.indexOf(className), score, box })),
  };
  const judged = new Set<number>();
  const correct = new Set<number>();
  const found = new Set<number>();
  names.forEach((_, classIndex) => {
    const matches = matchClass([image], classIndex, { by: 'coco', iouThresh: 0.5, maxDetections: Infinity });
    matches.gt.forEach((gt, i) => {
      judged.add(matches.detections[i]!);
      if (gt < 0) return;
      correct.add(matches.detections[i]!);
      found.add(gt);
    });
  });
  return {
    verdicts: detections.map(({ className }, i) => {
      if (correct.has(i)) return 'true-positive';
      return names.includes(className) && !judged.has(i) ? 'ignored' : 'false-positive';
    }),
    missed: groundTruth.filter(({ ignored }, i) => ignored !== true && !found.has(i)),
  };
}
