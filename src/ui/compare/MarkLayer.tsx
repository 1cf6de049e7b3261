import { useId } from 'react';
import type { DrawnMark } from '../../analysis/detection/comparison/drawn-marks';
import { boxOnScreen } from '../../analysis/detection/drawn-boxes';
import type { GroundTruth } from '../../analysis/detection/evaluate-pane';
import type { ViewTransform } from '../../analysis/detection/view-transform';

interface MarkLayerProps {
  readonly marks: readonly DrawnMark[];
  /** Objects to outline beside the marks. */
  readonly groundTruth: readonly GroundTruth[];
  readonly transform: ViewTransform;
  /** The id of the mark that is pointed at, here or elsewhere. */
  readonly markedId: string | null;
  readonly onMark: (id: string | null) => void;
}

/**
 * Marks over a picture, told apart by line and pattern as well as by colour: gained is one thick line, lost a double one, false broken with a cross in
 * its label, found by both thin; an object that this picture lacks is hatched.
 */
export function MarkLayer({ marks, groundTruth, transform, markedId, onMark }: MarkLayerProps) {
  const id = useId();
  return (
    <svg aria-hidden="true" className={markedId === null ? 'marks' : 'marks has-marked'}>
      <defs>
        {(['gained', 'lost', 'missed'] as const).map((kind) => (
          <pattern
            key={kind}
            id={`${id}-${kind}`}
            className={`hatch mark-${kind}`}
            width="9"
            height="9"
            patternUnits="userSpaceOnUse"
            patternTransform={`rotate(${kind === 'lost' ? -45 : 45})`}
          >
            <path className="hatch-under" d="M0 2.6 H9" />
            <path className="hatch-over" d="M0 1 H9" />
          </pattern>
        ))}
      </defs>
      {groundTruth.map(({ className, box }) => {
        const place = boxOnScreen(box, transform);
        return (
          <g key={`${className}-${box.join()}`}>
            <rect className="truth-under" {...place} />
            <rect className="truth" {...place} />
          </g>
        );
      })}
      {marks.map(({ mark, box, shows }) => {
        const place = boxOnScreen(box, transform);
        const marked = mark.id === markedId ? 'is-marked' : '';
        return (
          <g
            key={mark.id}
            className={`mark mark-${mark.kind} ${shows} ${marked}`}
            data-mark={mark.id}
            onPointerEnter={() => onMark(mark.id)}
            onPointerLeave={() => onMark(null)}
          >
            <rect className="mark-under" {...place} />
            {shows === 'absence' ? <rect fill={`url(#${id}-${mark.kind})`} {...place} /> : null}
            <rect className="mark-line" {...place} />
            {shows === 'detection' && (mark.kind === 'lost' || mark.kind === 'only-a') ? (
              <rect className="mark-core" {...place} />
            ) : null}
          </g>
        );
      })}
    </svg>
  );
}
