/**
 * How detections and ground truth of one image and class are matched.
 * - `voc` (`voc_eval`, on continuous boxes): a detection looks only at the box that it overlaps best, the first of equal ones. It is true where the IoU is
 *   strictly above the threshold and no detection before it took that box. Where that box is difficult, the detection counts nowhere.
 * - `reference` (`voc_eval` as the paper's code runs it): the rule of `voc`, on what that code writes into its files (`reference-reading.ts`).
 * - `coco` (pycocotools' `evaluateImg`): a detection takes the free box with the largest IoU, the last of equal ones, from the threshold on. Where there is
 *   none it looks at the difficult boxes, each as a crowd: the overlap is the intersection divided by the area of the detection, one crowd takes any number
 *   of detections, and these count nowhere. Only the best `maxDetections` of the class in an image count.
 */
export type MatchRule =
  | { readonly by: 'voc' | 'reference'; readonly iouThresh: number }
  | { readonly by: 'coco'; readonly iouThresh: number; readonly maxDetections: number };

/** A ground-truth box as one detection sees it. */
export interface Candidate {
  readonly iou: number;
  /** Intersection divided by the area of the detection. */
  readonly coverage: number;
  readonly difficult: boolean;
  /** A detection before this one took it. */
  readonly taken: boolean;
}

/** Index of the candidate that a detection found; null for a false positive, `ignored` for a detection that counts nowhere. */
export type Outcome = number | null | 'ignored';

/** What becomes of a detection. Better ones of its image and class were matched before. */
export function matchDetection(candidates: readonly Candidate[], rule: MatchRule): Outcome {
  switch (rule.by) {
    case 'voc':
    case 'reference':
      return vocMatch(candidates, rule.iouThresh);
    case 'coco':
      return cocoMatch(candidates, rule.iouThresh);
    default:
      return rule satisfies never;
  }
}

function vocMatch(candidates: readonly Candidate[], iouThresh: number): Outcome {
  let best = -1;
  candidates.forEach(({ iou }, i) => {
    if (best < 0 || iou > candidates[best]!.iou) best = i;
  });
  const found = candidates[best];
  if (found === undefined || found.iou <= iouThresh) return null;
  if (found.difficult) return 'ignored';
  return found.taken ? null : best;
}

function cocoMatch(candidates: readonly Candidate[], iouThresh: number): Outcome {
  let best: number | null = null;
  let bestIou = iouThresh;
  candidates.forEach(({ iou, difficult, taken }, i) => {
    if (difficult || taken || iou < bestIou) return;
    [best, bestIou] = [i, iou];
  });
  if (best !== null) return best;
  return candidates.some(({ difficult, coverage }) => difficult && coverage >= iouThresh) ? 'ignored' : null;
}
