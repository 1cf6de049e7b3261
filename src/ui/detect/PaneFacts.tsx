import type { Detection } from '../../geometry/detections';
import type { PaneResult } from '../../state/store/detection-slice';
import type { PaneEvaluation } from '../../analysis/evaluate-pane';

interface PaneFactsProps {
  /** Why there is nothing to count. */
  readonly emptyText: string;
  readonly result: PaneResult;
  readonly detections: readonly Detection[];
  readonly evaluation: PaneEvaluation | null;
  readonly groundTruths: number | null;
}

/** Counts in words, so that the two panes can be compared at a glance. */
export function PaneFacts({ emptyText, result, detections, evaluation, groundTruths }: PaneFactsProps) {
  if (result.kind === 'empty') return <p className="pane-facts muted">{emptyText}</p>;
  if (result.kind !== 'ready')
    return <p className="pane-facts muted">{result.kind === 'working' ? 'Detecting…' : 'No result'}</p>;
  const correct = evaluation?.verdicts.filter((verdict) => verdict === 'true-positive').length ?? 0;
  return (
    <output className="pane-facts">
      <span>
        <strong>{detections.length}</strong> found
      </span>
      {evaluation ? (
        <>
          <span title="Detections that match a ground-truth box of their class with an IoU of at least 0.5">
            <strong>{correct}</strong> correct
          </span>
          <span title="Detections that match nothing">
            <strong>{detections.length - correct}</strong> false
          </span>
          <span title="Ground-truth boxes that no detection found">
            <strong>{evaluation.missed.length}</strong> of {groundTruths} missed
          </span>
        </>
      ) : (
        <span className="muted">ground truth unknown</span>
      )}
      {result.milliseconds === null ? null : <span className="muted">{formatMilliseconds(result.milliseconds)}</span>}
    </output>
  );
}

function formatMilliseconds(milliseconds: number): string {
  return milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
}
