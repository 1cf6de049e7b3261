import type { PaneCounts } from '../../analysis/detection/pane-content';
import type { PaneResult } from '../../state/store/panes/detection-slice';
import { Explained } from '../hints/Explained';

interface PaneFactsProps {
  /** Why there is nothing to count. */
  readonly emptyText: string;
  readonly result: PaneResult;
  readonly counts: PaneCounts;
}

/** Counts in words, so that the two panes can be compared at a glance. */
export function PaneFacts({ emptyText, result, counts: { found, judged } }: PaneFactsProps) {
  if (result.kind === 'empty') return <p className="pane-facts muted">{emptyText}</p>;
  if (result.kind !== 'ready')
    return <p className="pane-facts muted">{result.kind === 'working' ? 'Detecting…' : 'No result'}</p>;
  return (
    <output className="pane-facts">
      {judged ? (
        <>
          <Explained meaning="Objects that a box of their class overlaps with an IoU of at least 0.5, each by one box.">
            <strong>{judged.correct}</strong> of {judged.objects} found
          </Explained>
          <Explained meaning="Objects that no box found.">
            <strong>{judged.missed}</strong> missed
          </Explained>
          <Explained meaning="Boxes that match no object.">
            <strong>{judged.wrong}</strong> false
          </Explained>
        </>
      ) : (
        <>
          <span>
            <strong>{found}</strong> found
          </span>
          <span className="muted">ground truth unknown</span>
        </>
      )}
      {result.milliseconds === null ? null : <span className="muted">{formatMilliseconds(result.milliseconds)}</span>}
    </output>
  );
}

function formatMilliseconds(milliseconds: number): string {
  return milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
}
