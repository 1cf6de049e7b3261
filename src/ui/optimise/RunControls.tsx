import { Pause, Play, RotateCcw, Square, StepForward } from 'lucide-react';
import { actions, runLabel } from '../../state/actions';
import { isActive } from '../../state/optimisation-slice';
import { runObstacle, stopRun } from '../../state/run-optimisation';
import { useStore } from '../../state/store';
import { ActionButton } from '../common/ActionButton';

export function RunControls() {
  const label = useStore(runLabel);
  const status = useStore((state) => state.run.status);
  const obstacle = useStore(runObstacle);
  const active = isActive(status);
  const blocked = status === 'preparing' || (!active && obstacle !== null);
  return (
    <fieldset className="button-row" aria-label="Optimisation run">
      <ActionButton
        action={actions.toggleRun}
        label={label}
        icon={status === 'running' ? <Pause /> : <Play />}
        className="primary"
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
        <button type="button" className="button" onClick={stopRun} title="End the run and keep its offsets">
          <Square />
          Stop
        </button>
      ) : null}
      <ActionButton action={actions.resetRun} label="Reset" icon={<RotateCcw />} disabled={status === 'empty'} />
    </fieldset>
  );
}
