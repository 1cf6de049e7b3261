import type { BoxXYXY } from '../../geometry/box';
import type { Detection } from '../../geometry/detections';
import type { PaneEvaluation } from './evaluate-pane';
import type { ViewTransform } from './view-transform';

/** A detection as it is drawn over its picture. */
export interface DrawnBox {
  /** Unique among the boxes of a picture. */
  readonly key: string;
  readonly box: BoxXYXY;
  readonly classIndex: number;
  readonly isFalse: boolean;
  /** Class and score in percent; a cross marks a false positive. */
  readonly label: string;
}

/**
 * The boxes of a picture in the order in which they are drawn: the surest last, on top.
 * @param detections best first
 * @param evaluation null where nothing is known to be false
 */
export function drawnBoxes(
  detections: readonly Detection[],
  evaluation: Pick<PaneEvaluation, 'verdicts'> | null,
): readonly DrawnBox[] {
  return detections
    .map(({ region, classIndex, className, score, box }, i): DrawnBox => {
      const isFalse = evaluation?.verdicts[i] === 'false-positive';
      const label = `${className} ${Math.round(score * 100)}${isFalse ? ' ×' : ''}`;
      return { key: `${region}-${classIndex}`, box, classIndex, isFalse, label };
    })
    .toReversed();
}

/** A box of the image in CSS pixels of the viewer; none is narrower than nothing. */
export function boxOnScreen([x1, y1, x2, y2]: BoxXYXY, { scale, left, top }: ViewTransform) {
  return {
    x: x1 * scale + left,
    y: y1 * scale + top,
    width: Math.max(0, (x2 - x1) * scale),
    height: Math.max(0, (y2 - y1) * scale),
  };
}

/** CSS pixels that a label takes above its box. */
const labelHeight = 15;

/** Where a label begins: above its box, and inside it where the viewer ends there. */
export function labelTop(boxTop: number): number {
  return boxTop >= labelHeight ? boxTop - labelHeight : boxTop;
}
