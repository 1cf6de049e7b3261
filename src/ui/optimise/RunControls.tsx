import { Pause, Play, RotateCcw, Square, StepForward } from 'lucide-react';
import { actions, runLabel } from '../../state/store/actions';
import { isActive, isInterrupted } from '../../state/store/optimisation-slice';
import { discardOptimisation } from '../../state/library/restore-optimisation';
import { resumeRunObstacle, runObstacle } from '../../state/jobs/obstacles';
import { stopRun } from '../../state/jobs/run-optimisation';
import { useStore } from '../../state/store/store';
import { ActionButton } from '../common/ActionButton';
import { ConfirmButton } from '../common/ConfirmButton';
import { formatCount } from '../format';

/** Start, pause, step, stop, go on. */
export function RunControls() {
  const label = useStore(runLabel);
  const { status, id, kept } = useStore((state) => state.run);
  const interrupted = useStore((state) => isInterrupted(state.run));
  const resumeBlocked = useStore(resumeRunObstacle);
  const obstacle = useStore(runObstacle);
  const active = isActive(status);
  const blocked = status === 'preparing' || (!active && obstacle !== null);
  return (
    <fieldset className="button-row" aria-label="Optimisation run">
      {interrupted && kept ? (
        <ActionButton
          action={actions.resumeRun}
          label={`Go on from iteration ${formatCount(kept.iterations)}`}
          icon={<Play />}
          className="primary"
          disabled={resumeBlocked !== null}
          title={resumeBlocked ?? 'Go on from the checkpoint, as if nothing had happened'}
        />
      ) : null}
      <ActionButton
        action={actions.toggleRun}
        label={label}
        icon={status === 'running' ? <Pause /> : <Play />}
        className={interrupted ? '' : 'primary'}
        disabled={blocked}
        title={blocked && obstacle ? obstacle : undefined}
      />
      <ActionButton
        action={actions.stepRun}
        label="Step"
        icon={<StepForward />}
        disabled={blocked}
        title={blocked && obstacle ? obstacle : undefined}
      />
      {active ? (
        <button
          type="button"
          className="button"
          onClick={stopRun}
          title={status === 'preparing' ? 'Do not run; the page is then as before' : 'End the run and keep its offsets'}
        >
          <Square />
          Stop
        </button>
      ) : null}
      {interrupted && id !== null ? (
        <ConfirmButton
          label="Discard"
          title="Delete the checkpoint of this run"
          onConfirm={() => void discardOptimisation(id)}
        />
      ) : (
        <ActionButton action={actions.resetRun} label="Reset" icon={<RotateCcw />} disabled={status === 'empty'} />
      )}
    </fieldset>
  );
}
