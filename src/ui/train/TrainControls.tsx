import { Dumbbell, Pause, Play } from 'lucide-react';
import { actions } from '../../state/actions';
import { isActive } from '../../state/optimisation-slice';
import { trainingObstacle, trainingStart, canResumeTraining, selectTraining } from '../../state/run-training';
import { useStore } from '../../state/store';
import { ActionButton } from '../common/ActionButton';
import { ProgressBar } from '../common/ProgressBar';
import { formatCount, formatLoss, formatSeconds } from '../format';

/** Train, watch the time left, stop. */
export function TrainControls() {
  const run = useStore((state) => state.training);
  const obstacle = useStore(trainingObstacle);
  const estimate = useStore((state) => state.trainingEstimate);
  const steps = useStore((state) => selectTraining(state).steps);
  const fromClip = useStore((state) => trainingStart(state).kind === 'clip');
  const resumable = useStore(canResumeTraining);
  const active = isActive(run.status);
  return (
    <>
      <div className="button-row">
        <ActionButton
          action={actions.toggleTraining}
          label={run.status === 'running' ? 'Pause' : run.status === 'paused' ? 'Resume' : 'Train'}
          icon={active ? <Pause /> : <Dumbbell />}
          className={active ? '' : 'primary'}
          disabled={!active && obstacle !== null}
          title={!active && obstacle ? obstacle : undefined}
        />
        {resumable ? (
          <ActionButton
            action={actions.resumeTraining}
            label="Resume training"
            icon={<Play />}
            title={`Go on from step ${formatCount(run.keptSteps ?? 0)}, the last that was kept`}
          />
        ) : null}
        <div className="run-status">
          <output aria-label="Training status">
            {active ? (
              <strong>
                Step {formatCount(run.done)} of {formatCount(run.total)}
              </strong>
            ) : run.status === 'finished' || run.status === 'stopped' ? (
              <strong>
                {run.origin === 'live'
                  ? `Trained ${formatCount(run.done)} steps, shown in the right pane`
                  : `Recorded, ${formatCount(run.done)} steps`}
              </strong>
            ) : (
              <span className="muted">{obstacle ?? 'Ready to train'}</span>
            )}
          </output>
          {active ? (
            <>
              <span>loss {formatLoss(run.latest?.lossTotal)}</span>
              <span>{run.secondsLeft === null ? '' : `${formatSeconds(run.secondsLeft)} left`}</span>
            </>
          ) : obstacle === null ? (
            <span className="muted">
              Next: {formatCount(steps)} steps{fromClip ? ' from CLIP, because this model ships no detector' : ''}
              {estimate === 'measuring'
                ? ', measuring the time…'
                : estimate
                  ? `, about ${formatSeconds(estimate.seconds)}`
                  : ''}
            </span>
          ) : null}
        </div>
      </div>
      {active ? <ProgressBar label="Training done" value={run.total === 0 ? null : run.done / run.total} /> : null}
    </>
  );
}
