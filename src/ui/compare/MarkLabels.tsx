import { isDifference, type DrawnMark } from '../../analysis/detection/comparison/drawn-marks';
import { placeLabels } from '../../analysis/detection/comparison/place-labels';
import { boxOnScreen } from '../../analysis/detection/drawn-boxes';
import type { ViewTransform } from '../../analysis/detection/view-transform';
import { classColour } from '../detect/class-colours';
import { labelWidth } from './label-width';

const labelHeight = 16;

interface MarkLabelsProps {
  readonly marks: readonly DrawnMark[];
  readonly transform: ViewTransform;
  readonly view: { readonly width: number; readonly height: number };
  /** Beside it, the labels of the others are faint. */
  readonly markedId: string | null;
}

/** Class and score beside each box. None covers another: where room is short, a label becomes the class alone, or goes: what is said of a box that is pointed at names its class. */
export function MarkLabels({ marks, transform, view, markedId }: MarkLabelsProps) {
  const ordered = marks.toSorted(
    (x, y) => Number(isDifference(y.mark.kind)) - Number(isDifference(x.mark.kind)) || scoreOf(y) - scoreOf(x),
  );
  const placed = placeLabels(
    ordered.map(({ mark, box, labels }) => ({
      key: mark.id,
      box: boxOnScreen(box, transform),
      widths: labels.map(labelWidth),
    })),
    view,
    labelHeight,
  );
  const byId = new Map(ordered.map((one) => [one.mark.id, one]));
  return placed.map(({ key, text, rect }) => {
    const { mark, labels, shows, classIndex } = byId.get(key)!;
    const quiet = markedId !== null && markedId !== mark.id ? 'is-quiet' : '';
    return (
      <span
        key={key}
        className={`mark-label mark-${mark.kind} ${shows} ${quiet}`}
        aria-hidden="true"
        style={{ left: rect.x, top: rect.y, width: rect.width }}
      >
        {classIndex === null ? null : <i style={{ background: classColour(classIndex) }} />}
        {labels[text]}
      </span>
    );
  });
}

function scoreOf({ mark: { a, b } }: DrawnMark): number {
  return Math.max(a?.score ?? 0, b?.score ?? 0);
}
