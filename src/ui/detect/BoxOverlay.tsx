import type { Detection } from '../../geometry/detections';
import type { BoxXYXY } from '../../geometry/box';
import type { PaneEvaluation } from '../../analysis/evaluate-pane';
import type { GroundTruth } from '../../analysis/evaluate-pane';
import { classColour, labelInk } from './class-colours';
import type { ViewTransform } from '../../analysis/view-transform';

interface BoxOverlayProps {
  readonly detections: readonly Detection[];
  readonly groundTruth: readonly GroundTruth[];
  readonly evaluation: PaneEvaluation | null;
  readonly labels: boolean;
  readonly transform: ViewTransform;
}

/** Solid: detected, in the colour of the class; dashed white: ground truth. A cross after the label marks a false positive. */
export function BoxOverlay({ detections, groundTruth, evaluation, labels, transform }: BoxOverlayProps) {
  // The surest box is drawn last, on top.
  const drawn = detections.map((detection, i) => ({ detection, verdict: evaluation?.verdicts[i] })).toReversed();
  return (
    <>
      <svg aria-hidden="true">
        {groundTruth.map(({ className, box }) => {
          const place = rectangle(box, transform);
          return (
            <g key={`${className}-${box.join()}`}>
              <rect className="truth-under" {...place} />
              <rect className="truth" {...place} />
            </g>
          );
        })}
        {drawn.map(({ detection, verdict }) => {
          const place = rectangle(detection.box, transform);
          return (
            <g key={`${detection.region}-${detection.classIndex}`}>
              <rect className="under" strokeWidth={4} {...place} />
              <rect
                className="over"
                stroke={classColour(detection.classIndex)}
                strokeWidth={2.2}
                strokeDasharray={verdict === 'false-positive' ? '9 2' : undefined}
                {...place}
              />
            </g>
          );
        })}
      </svg>
      {labels
        ? drawn.map(({ detection, verdict }) => {
            const { x, y } = rectangle(detection.box, transform);
            const text = `${detection.className} ${Math.round(detection.score * 100)}${verdict === 'false-positive' ? ' ×' : ''}`;
            return (
              <span
                key={`${detection.region}-${detection.classIndex}`}
                className="box-label"
                aria-hidden="true"
                style={{
                  // A label at the right edge moves in, as far as its text is about wide.
                  left: `clamp(0px, ${x - 1}px, calc(100% - ${text.length}ch - 8px))`,
                  top: y >= 15 ? y - 15 : y,
                  background: classColour(detection.classIndex),
                  color: labelInk,
                }}
              >
                {text}
              </span>
            );
          })
        : null}
    </>
  );
}

function rectangle([x1, y1, x2, y2]: BoxXYXY, { scale, left, top }: ViewTransform) {
  return {
    x: x1 * scale + left,
    y: y1 * scale + top,
    width: Math.max(0, (x2 - x1) * scale),
    height: Math.max(0, (y2 - y1) * scale),
  };
}
