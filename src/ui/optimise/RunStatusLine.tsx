import type { ReactNode } from 'react';
import type { OptimisationRun } from '../../state/store/optimisation-slice';
import { Term } from '../common/Terms';
import { formatCount, formatLoss, formatSeconds } from '../format';
import { optimisationStatusText } from './optimisation-texts';
import { Explained } from '../hints/Explained';

interface RunStatusLineProps {
  readonly run: OptimisationRun;
  /** Whether it is under way. */
  readonly active: boolean;
  /** Whether it has a checkpoint to go on from. */
  readonly interrupted: boolean;
  /** What comes next, while no run is under way. */
  readonly children: ReactNode;
}

/** How far the run is and how fast, or what comes next. */
export function RunStatusLine({ run, active, interrupted, children }: RunStatusLineProps) {
  return (
    <div className="run-status steady">
      <output aria-label="Optimisation status">
        <strong>{optimisationStatusText(run.status, interrupted)}</strong>
      </output>
      {run.status === 'empty' ? null : (
        <>
          <Explained meaning="Iterations done, of how many.">
            {formatCount(run.done)} / {formatCount(run.config?.iterations ?? 0)}
          </Explained>
          <span>
            <Term name="Lopt" /> {formatLoss(run.latest?.total)}
          </span>
        </>
      )}
      {active ? (
        <>
          <span>{run.iterationsPerSecond === null ? '– it/s' : `${run.iterationsPerSecond.toFixed(1)} it/s`}</span>
          <span>{run.secondsLeft === null ? '' : `${formatSeconds(run.secondsLeft)} left`}</span>
        </>
      ) : (
        children
      )}
    </div>
  );
}
