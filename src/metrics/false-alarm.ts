import type { BoxXYXY } from '../geometry/box';
import { iou } from '../geometry/iou';
import type { GtBox } from './evaluated-image';

/** Why a detection is false, by the objects of its image. */
export type FalseAlarm =
  /** It overlaps an object of its class enough; that one was found by a better detection. */
  | { readonly kind: 'duplicate' }
  /** It overlaps an object of another class enough. */
  | { readonly kind: 'other-class'; readonly classIndex: number }
  /** The best that it overlaps of its class; too little. */
  | { readonly kind: 'loose'; readonly iou: number }
  | { readonly kind: 'nothing' };

/** @param iouThresh an IoU above it is enough */
export function explainFalseAlarm(
  { classIndex, box }: { readonly classIndex: number; readonly box: BoxXYXY },
  gtBoxes: readonly GtBox[],
  iouThresh = 0.5,
): FalseAlarm {
  const own = gtBoxes.filter((gt) => gt.classIndex === classIndex);
  const best = Math.max(0, ...own.map((gt) => iou(box, gt.box)));
  if (best > iouThresh) return { kind: 'duplicate' };
  const other = gtBoxes.find((gt) => iou(box, gt.box) > iouThresh);
  if (other !== undefined) return { kind: 'other-class', classIndex: other.classIndex };
  return best > 0 ? { kind: 'loose', iou: best } : { kind: 'nothing' };
}
