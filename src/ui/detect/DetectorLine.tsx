import type { ShownFigures } from '../../analysis/detection/shipped-figures';
import { formatAp } from '../common/evaluation-labels';
import { Explained } from '../hints/Explained';

interface DetectorLineProps {
  /** How it was trained; null where there is no detector. */
  readonly training: string | null;
  /** Null where nobody measured it. */
  readonly figures: ShownFigures | null;
}

/** What a detector is, under the choice of it. */
export function DetectorLine({ training, figures }: DetectorLineProps) {
  return (
    <p className="detector-line muted">
      {training === null ? null : `${training}.`}{' '}
      {figures === null ? null : (
        <>
          <Explained meaning={definition(figures)}>AP50</Explained> <strong>{formatAp(figures.source)}</strong> on clear
          days (AP75 {formatAp(figures.ap75)}), <strong>{formatAp(figures.unseen)}</strong> in four unseen weathers.
        </>
      )}
    </p>
  );
}

function definition({ scenes: { first, count } }: ShownFigures): string {
  return `Test streets ${first + 1} to ${first + count} of each domain. AP50: mean AP at IoU 0.5, VOC 2007’s 11 points, percent. AP75: COCO’s, at IoU 0.75.`;
}
