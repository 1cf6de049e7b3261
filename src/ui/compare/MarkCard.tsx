import type { MarkedDetection, Mark } from '../../analysis/detection/comparison/compare-panes';
import type { DrawnMark } from '../../analysis/detection/comparison/drawn-marks';
import { boxOnScreen } from '../../analysis/detection/drawn-boxes';
import type { ViewTransform } from '../../analysis/detection/view-transform';
import { markTexts } from './mark-texts';

const width = 218;
const height = 62;

/** What a detector has where it shows nothing. */
export interface NearMiss {
  /** Its best score for the class there, 0 to 1; null where no region of it lies there. */
  readonly best: number | null;
}

interface MarkCardProps {
  readonly drawn: DrawnMark;
  /** For the panes in which an object is not found. */
  readonly near: { readonly a: NearMiss | null; readonly b: NearMiss | null };
  readonly transform: ViewTransform;
  readonly view: { readonly width: number; readonly height: number };
}

/** All that both detectors say of one object or box, beside it. */
export function MarkCard({ drawn: { mark, box }, near, transform, view }: MarkCardProps) {
  const place = boxOnScreen(box, transform);
  const below = place.y + place.height + 8;
  const top = below + height <= view.height ? below : Math.max(4, place.y - height - 24);
  const left = Math.min(Math.max(4, place.x), Math.max(4, view.width - width - 4));
  return (
    <div className="mark-card" aria-hidden="true" style={{ left, top, width }}>
      <strong>
        {mark.className}: {markTexts[mark.kind].label}
      </strong>
      <span>
        <b>A</b> {sideText(mark, mark.a, near.a)}
      </span>
      <span>
        <b>B</b> {sideText(mark, mark.b, near.b)}
      </span>
    </div>
  );
}

/** What one detector says of a mark. */
export function sideText(mark: Mark, detection: MarkedDetection | null, near: NearMiss | null): string {
  if (detection) {
    const score = `score ${detection.score.toFixed(2)}`;
    if (detection.iou === null) return score;
    return mark.truth === null
      ? `${score}, best IoU with a ${detection.className} ${detection.iou.toFixed(2)}`
      : `${score}, IoU ${detection.iou.toFixed(2)}`;
  }
  if (near === null) return 'no such box';
  return near.best === null ? 'missed: no region lies there' : `missed: at most ${near.best.toFixed(2)} there`;
}
