import { isActive, isInterrupted, type OptimisationRun } from '../../state/store/optimisation-slice';
import { selectParameters } from '../../state/store/parameters-slice';
import { runObstacle } from '../../state/jobs/obstacles';
import { useStore } from '../../state/store/store';
import { Term } from '../common/Terms';
import { formatBytes, formatCount, formatLoss, formatNumberOf, formatSeconds } from '../format';

const words: Readonly<Record<OptimisationRun['status'], string>> = {
  empty: 'No run yet',
  preparing: 'Preparing images…',
  running: 'Running',
  storing: 'Storing…',
  paused: 'Paused',
  finished: 'Finished',
  stopped: 'Stopped',
  failed: 'Failed',
};

export function RunStatusLine() {
  const run = useStore((state) => state.run);
  const total = run.config?.iterations ?? 0;
  return (
    <div className="run-status">
      <output aria-label="Optimisation status">
        <strong>{isInterrupted(run) && run.status === 'stopped' ? 'Unfinished' : words[run.status]}</strong>
      </output>
      {run.status === 'empty' ? null : (
        <>
          <span title="Iterations done, of how many">
            {formatCount(run.done)} / {formatCount(total)}
          </span>
          <span>
            <Term name="Lopt" /> {formatLoss(run.latest?.total)}
          </span>
        </>
      )}
      {isActive(run.status) ? (
        <>
          <span>{run.iterationsPerSecond === null ? '– it/s' : `${run.iterationsPerSecond.toFixed(1)} it/s`}</span>
          <span>{run.secondsLeft === null ? '' : `${formatSeconds(run.secondsLeft)} left`}</span>
        </>
      ) : (
        <EstimateText />
      )}
    </div>
  );
}

function EstimateText() {
  const estimate = useStore((state) => state.runEstimate);
  const obstacle = useStore(runObstacle);
  const memory = useStore((state) => state.model.info?.memory.optimisation);
  const iterations = useStore((state) => selectParameters(state).iterations);
  const targets = useStore((state) => state.targets.length);
  if (obstacle) return <span className="muted">{obstacle}</span>;
  const plan = `${formatNumberOf(iterations, 'iteration')} for ${formatNumberOf(targets, 'prompt')}`;
  if (estimate === 'measuring') return <span className="muted">Next run: {plan}, measuring the time…</span>;
  return (
    <span className="muted">
      Next run: {plan}
      {estimate === null ? '' : `, about ${formatSeconds(estimate.seconds)}`}
      {memory === undefined ? '' : `, up to ${formatBytes(memory)}`}
    </span>
  );
}
