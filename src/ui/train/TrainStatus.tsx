import { isActive } from '../../state/store/optimisation-slice';
import { type State, useStore } from '../../state/store/store';
import { resumeTrainingObstacle, trainingObstacle } from '../../state/jobs/obstacles';
import { isUnfinished, selectTraining, trainingStart } from '../../state/jobs/training-request';
import { formatCount, formatLoss, formatNumberOf, formatSeconds } from '../format';

/** How far the training is, or what the next one will be. */
export function TrainStatus() {
  const { status, latest, secondsLeft, preparation } = useStore((state) => state.training);
  const left = status === 'preparing' ? (preparation?.secondsLeft ?? null) : secondsLeft;
  const text = useStore(statusText);
  const plan = useStore(planText);
  return (
    <div className="run-status">
      <output aria-label="Training status">
        <strong>{text}</strong>
      </output>
      {isActive(status) ? (
        <>
          {latest ? <span>loss {formatLoss(latest.lossTotal)}</span> : null}
          <span>{left === null ? '' : `${formatSeconds(left)} left`}</span>
        </>
      ) : (
        <span className="muted">{plan}</span>
      )}
    </div>
  );
}

function statusText(state: State): string {
  const { status, origin, preparation, done, total, detector } = state.training;
  const steps = `${formatCount(done)} of ${formatNumberOf(total, 'step')}`;
  switch (status) {
    case 'empty':
      return trainingObstacle(state) === null ? 'Ready to train' : 'Not ready';
    case 'preparing':
      if (preparation === null) return 'Preparing…';
      return `${preparation.stage}: ${formatCount(preparation.done)} of ${formatCount(preparation.total)} ${preparation.unit}`;
    case 'running':
      return `Step ${formatCount(done)} of ${formatCount(total)}`;
    case 'paused':
      return `Paused at step ${formatCount(done)} of ${formatCount(total)}`;
    case 'storing':
      return 'Storing…';
    case 'finished':
      if (origin !== 'live') return `Recorded, ${steps}`;
      return detector === null ? `Trained ${steps}` : `Trained ${steps}, now in the right pane`;
    case 'stopped':
      if (origin !== 'live') return isUnfinished(state) ? `Unfinished, ${steps}` : `Recorded, ${steps}`;
      return detector === null ? `Stopped after ${steps}` : `Stopped after ${steps}, now in the right pane`;
    case 'failed':
      return `Failed after ${steps}`;
    default:
      return status satisfies never;
  }
}

function planText(state: State): string {
  const blocked = isUnfinished(state) ? resumeTrainingObstacle(state) : null;
  const obstacle = blocked ?? trainingObstacle(state);
  if (obstacle !== null) return obstacle;
  if (isUnfinished(state)) return '';
  const { trainingEstimate: estimate } = state;
  const start = trainingStart(state);
  const from =
    start.kind !== 'detector'
      ? 'CLIP'
      : `“${state.detectors.find(({ name }) => name === start.name)?.title ?? start.name}”`;
  const time =
    estimate === 'measuring' ? ', measuring the time…' : estimate ? `, about ${formatSeconds(estimate.seconds)}` : '';
  return `Next: ${formatCount(selectTraining(state).steps)} steps from ${from}${time}`;
}
