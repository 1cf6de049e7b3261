import { boxOnScreen, drawnBoxes, labelTop } from '../../analysis/detection/drawn-boxes';
import type { GroundTruth, PaneEvaluation } from '../../analysis/detection/evaluate-pane';
import type { Detection } from '../../geometry/detections';
import { classColour, labelInk } from './class-colours';
import type { ViewTransform } from '../../analysis/detection/view-transform';

interface BoxOverlayProps {
  readonly detections: readonly Detection[];
  readonly groundTruth: readonly GroundTruth[];
  readonly evaluation: Pick<PaneEvaluation, 'verdicts'> | null;
  readonly labels: boolean;
  readonly transform: ViewTransform;
}

/** Solid: detected, in the colour of the class; dashed white: ground truth. A cross after the label marks a false positive. */
export function BoxOverlay({ detections, groundTruth, evaluation, labels, transform }: BoxOverlayProps) {
  const drawn = drawnBoxes(detections, evaluation);
  return (
    <>
      <svg aria-hidden="true">
        {groundTruth.map(({ className, box }) => {
          const place = boxOnScreen(box, transform);
          return (
            <g key={`${className}-${box.join()}`}>
              <rect className="truth-under" {...place} />
              <rect className="truth" {...place} />
            </g>
          );
        })}
        {drawn.map(({ key, box, classIndex, isFalse }) => {
          const place = boxOnScreen(box, transform);
          return (
            <g key={key}>
              <rect className="under" strokeWidth={4} {...place} />
              <rect
                className="over"
                stroke={classColour(classIndex)}
                strokeWidth={2.2}
                strokeDasharray={isFalse ? '9 2' : undefined}
                {...place}
              />
            </g>
          );
        })}
      </svg>
      {labels
        ? drawn.map(({ key, box, classIndex, label }) => {
            const { x, y } = boxOnScreen(box, transform);
            return (
              <span
                key={key}
                className="box-label"
                aria-hidden="true"
                style={{
                  // A label at the right edge moves in, as far as its text is about wide.
                  left: `clamp(0px, ${x - 1}px, calc(100% - ${label.length}ch - 8px))`,
                  top: labelTop(y),
                  background: classColour(classIndex),
                  color: labelInk,
                }}
              >
                {label}
              </span>
            );
          })
        : null}
    </>
  );
}
