import { isActive } from '../../state/optimisation-slice';
import { selectTraining, trainingObstacle, trainingStart } from '../../state/run-training';
import { useStore } from '../../state/store';
import type { LiveTraining } from '../../state/training-slice';
import { formatCount, formatLoss, formatSeconds } from '../format';

/** What the training does, how far it is, or why none can start. */
export function TrainStatus() {
  const run = useStore((state) => state.training);
  const obstacle = useStore(trainingObstacle);
  const active = isActive(run.status);
  const last = run.validation.at(-1);
  return (
    <div className="run-status">
      <output aria-label="Training status">
        <strong>{statusText(run) ?? obstacle ?? 'Ready to train'}</strong>
      </output>
      {active ? (
        <>
          <span>loss {formatLoss(run.latest?.lossTotal)}</span>
          <span>{run.secondsLeft === null ? '' : `${formatSeconds(run.secondsLeft)} left`}</span>
        </>
      ) : obstacle === null ? (
        <NextRun />
      ) : null}
      {last ? <span>source AP50 {(100 * last.map50).toFixed(1)} %</span> : null}
    </div>
  );
}

function statusText({ status, origin, done, total, detector }: LiveTraining): string | null {
  const steps = `step ${formatCount(done)} of ${formatCount(total)}`;
  switch (status) {
    case 'empty':
      return null;
    case 'preparing':
      return 'Preparing…';
    case 'running':
      return `S${steps.slice(1)}`;
    case 'paused':
      return `Paused at ${steps}`;
    case 'finished':
      return origin === 'recorded'
        ? `Recorded, ${formatCount(done)} steps`
        : `Trained ${formatCount(done)} steps${detector === null ? '' : ', shown in the right pane'}`;
    case 'stopped':
      return origin === 'restored' ? `Interrupted at ${steps}` : `Stopped at ${steps}`;
    case 'failed':
      return `Failed at ${steps}`;
    default:
      return status satisfies never;
  }
}

function NextRun() {
  const estimate = useStore((state) => state.trainingEstimate);
  const steps = useStore((state) => selectTraining(state).steps);
  const fromClip = useStore((state) => trainingStart(state).kind === 'clip');
  return (
    <span className="muted">
      Next: {formatCount(steps)} steps from {fromClip ? 'CLIP' : 'the baseline'}
      {estimate === 'measuring'
        ? ', measuring the time…'
        : estimate
          ? `, about ${formatSeconds(estimate.seconds)}`
          : ''}
    </span>
  );
}
