import { Play, Ruler, Square } from 'lucide-react';
import { ActionButton } from '../common/ActionButton';
import { ConfirmButton } from '../common/ConfirmButton';
import { ProgressBar } from '../common/ProgressBar';
import { formatCount, formatNumberOf, formatSeconds } from '../format';
import { useEvaluationControls } from './use-evaluate';

/** Start, watch the time left, cancel, go on. */
export function EvaluateControls() {
  const { progress, obstacle, resumable, started, recorded, done, planned, next, compares, toggle, resume, onDiscard } =
    useEvaluationControls();
  return (
    <>
      <div className="button-row">
        <ActionButton
          action={toggle}
          label={progress ? 'Cancel' : 'Evaluate'}
          icon={progress ? <Square /> : <Ruler />}
          className={progress ? '' : 'primary'}
          disabled={!progress && obstacle !== null}
          title={progress ? 'Cancel; the images that are done stay' : (obstacle ?? undefined)}
        />
        {resumable ? (
          <ActionButton
            action={resume}
            label="Resume"
            icon={<Play />}
            title={`Go on after ${formatCount(done)} of ${formatNumberOf(planned, 'image')}`}
          />
        ) : null}
        {onDiscard ? (
          <ConfirmButton
            label="Discard"
            title="Leave this evaluation; what is recorded of it stays in Runs"
            onConfirm={onDiscard}
          />
        ) : null}
        <div className="run-status">
          <output aria-label="Evaluation status">
            {progress ? (
              <strong>
                Image {formatCount(progress.done)} of {formatCount(progress.total)}
              </strong>
            ) : recorded ? (
              <strong>Recorded example, {formatNumberOf(done, 'image')}</strong>
            ) : started ? (
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
              {compares ? ', both detectors counted' : ''}
            </span>
          )}
        </div>
      </div>
      {progress ? <ProgressBar label="Evaluation done" value={progress.done / progress.total} /> : null}
    </>
  );
}
