import { Play, Ruler, Square } from 'lucide-react';
import { allPlannedImages } from '../../runs/records/evaluation-plan';
import { actions } from '../../state/store/actions';
import { imagesDone, imagesPlanned } from '../../state/jobs/evaluation-buffer';
import { evaluationSides } from '../../analysis/evaluation-sides';
import { evaluationObstacle } from '../../state/jobs/obstacles';
import { canResumeEvaluation } from '../../state/jobs/run-evaluation';
import { discardEvaluation } from '../../state/library/restore-evaluation';
import { useStore } from '../../state/store/store';
import { ActionButton } from '../common/ActionButton';
import { ConfirmButton } from '../common/ConfirmButton';
import { ProgressBar } from '../common/ProgressBar';
import { formatCount, formatNumberOf, formatSeconds } from '../format';

/** Start, watch the time left, cancel, go on. */
export function EvaluateControls() {
  const progress = useStore((state) => state.evaluationProgress);
  const obstacle = useStore(evaluationObstacle);
  const resumable = useStore(canResumeEvaluation);
  const evaluations = useStore((state) => state.evaluations);
  const { source, b } = useStore((state) => state.evaluationChoice);
  const records = evaluationSides.flatMap((side) => evaluations[side] ?? []);
  const done = records.reduce((sum, record) => sum + imagesDone(record), 0);
  const planned = records.reduce((sum, record) => sum + imagesPlanned(record), 0);
  const unfinished = progress === null && done < planned ? (evaluations.a?.id ?? null) : null;
  const next = allPlannedImages(source) * (b ? 2 : 1);
  return (
    <>
      <div className="button-row">
        <ActionButton
          action={actions.toggleEvaluation}
          label={progress ? 'Cancel' : 'Evaluate'}
          icon={progress ? <Square /> : <Ruler />}
          className={progress ? '' : 'primary'}
          disabled={!progress && obstacle !== null}
          title={progress ? 'Cancel; the images that are done stay' : (obstacle ?? undefined)}
        />
        {resumable ? (
          <ActionButton
            action={actions.resumeEvaluation}
            label="Resume"
            icon={<Play />}
            title={`Go on after ${formatCount(done)} of ${formatNumberOf(planned, 'image')}`}
          />
        ) : null}
        {unfinished ? (
          <ConfirmButton
            label="Discard"
            title="Leave this evaluation; what is recorded of it stays in Runs"
            onConfirm={() => void discardEvaluation(unfinished)}
          />
        ) : null}
        <div className="run-status">
          <output aria-label="Evaluation status">
            {progress ? (
              <strong>
                Image {formatCount(progress.done)} of {formatCount(progress.total)}
              </strong>
            ) : records.length > 0 ? (
              <strong>
                {done === planned
                  ? `Finished, ${formatNumberOf(done, 'image')}`
                  : `Interrupted after ${formatCount(done)} of ${formatNumberOf(planned, 'image')}`}
              </strong>
            ) : (
              <span className="muted">{obstacle ?? 'Ready to evaluate'}</span>
            )}
          </output>
          {progress ? (
            <>
              <span>{progress.detector}</span>
              <span>{progress.secondsLeft === null ? '' : `${formatSeconds(progress.secondsLeft)} left`}</span>
            </>
          ) : obstacle ? null : (
            <span className="muted">
              Next: {formatNumberOf(next, 'image')}
              {b ? ', both detectors counted' : ''}
            </span>
          )}
        </div>
      </div>
      {progress ? <ProgressBar label="Evaluation done" value={progress.done / progress.total} /> : null}
    </>
  );
}
