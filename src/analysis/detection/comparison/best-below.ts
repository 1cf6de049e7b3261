import type { BoxXYXY } from '../../../geometry/box';
import { boxXYXY } from '../../../geometry/box';
import type { RawDetections } from '../../../geometry/detections';
import { iou } from '../../../geometry/iou';

/**
 * The best score that a detector gives a class to any region whose box overlaps an object with an IoU of at least .5: how near it was to finding it.
 * Null where no region does, or the detector does not know the class.
 */
export function bestScoreAt(
  { boxes, scores, classes }: RawDetections,
  className: string,
  truth: BoxXYXY,
): number | null {
  const classIndex = classes.indexOf(className);
  if (classIndex < 0) return null;
  const regions = scores.length / (classes.length + 1);
  let best: number | null = null;
  for (let region = 0; region < regions; region++) {
    const at = (region * classes.length + classIndex) * 4;
    const score = scores[region * (classes.length + 1) + classIndex]!;
    if (score <= (best ?? 0)) continue;
    if (iou(boxXYXY(boxes[at]!, boxes[at + 1]!, boxes[at + 2]!, boxes[at + 3]!), truth) >= 0.5) best = score;
  }
  return best;
}
