import type { BoxXYXY } from '../../../geometry/box';
import type { RegionLabel } from '../../../geometry/detections';
import type { PaneContent } from '../pane-content';
import type { Mark, MarkedDetection, Side } from './compare-panes';

/** A row of the list of a pane: one of its detections, or an object that it misses. */
export interface ListedMark {
  readonly mark: Mark;
  /** Null for an object that is missed. */
  readonly detection: MarkedDetection | null;
  readonly box: BoxXYXY;
  /** What the network that proposed the box calls it. */
  readonly proposedAs: RegionLabel | undefined;
  /** What the other pane has of the same. */
  readonly counterpart: MarkedDetection | null;
}

/** The detections of a pane, best first, and then what it misses. */
export function listedMarks(marks: readonly Mark[], side: Side, { detections }: PaneContent): readonly ListedMark[] {
  const other = side === 'a' ? 'b' : 'a';
  return marks
    .filter(({ shownIn }) => shownIn.includes(side))
    .flatMap((mark): readonly ListedMark[] => {
      const detection = mark[side];
      const box = detection?.box ?? mark.truth;
      if (!box) return [];
      const proposedAs = detection ? detections[detection.index]?.proposedAs : undefined;
      return [{ mark, detection, box, proposedAs, counterpart: mark[other] }];
    })
    .toSorted((x, y) => (y.detection?.score ?? -1) - (x.detection?.score ?? -1));
}
