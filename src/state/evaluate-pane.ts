import type { Detection } from '../geometry/detections';
import { iou } from '../geometry/iou';
import type { GroundTruth } from './scene-slice';

export const matchIouThresh = 0.5;

export interface PaneEvaluation {
  /** One verdict per detection, in their order. */
  readonly verdicts: readonly ('true-positive' | 'false-positive')[];
  /** Ground-truth boxes that no detection found. */
  readonly missed: readonly GroundTruth[];
}

/** Greedy matching at IoU 0.5 within a class, best score first: every ground-truth box is found at most once. */
export function evaluatePane(detections: readonly Detection[], groundTruth: readonly GroundTruth[]): PaneEvaluation {
  const found = new Set<GroundTruth>();
  const verdicts = detections.map((detection) => {
    let best: GroundTruth | null = null;
    let bestIou = matchIouThresh;
    for (const truth of groundTruth) {
      if (truth.className !== detection.className || found.has(truth)) continue;
      const overlap = iou(truth.box, detection.box);
      if (overlap >= bestIou) [best, bestIou] = [truth, overlap];
    }
    if (!best) return 'false-positive' as const;
    found.add(best);
    return 'true-positive' as const;
  });
  return { verdicts, missed: groundTruth.filter((truth) => !found.has(truth)) };
}
