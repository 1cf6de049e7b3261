import { Pause, Play, RotateCcw, Square, StepForward } from 'lucide-react';
import type { RunStatus } from '../../state/store/optimisation-slice';
import type { Action } from '../../state/actions/action';
import { ActionButton } from '../common/ActionButton';
import { ConfirmButton } from '../common/ConfirmButton';
import { formatCount } from '../format';

interface RunControlsProps {
  readonly status: RunStatus;
  /** Null where there is no run. */
  readonly id: string | null;
  /** The newest checkpoint. */
  readonly kept: { readonly iterations: number } | null;
  /** Whether the run is under way. */
  readonly active: boolean;
  /** Whether it was interrupted and can go on. */
  readonly interrupted: boolean;
  /** What the first button does next. */
  readonly label: string;
  /** Why no run can start; null where one can. */
  readonly obstacle: string | null;
  /** Why the interrupted one cannot go on; null where it can. */
  readonly resumeObstacle: string | null;
  readonly actions: Readonly<Record<'toggleRun' | 'stepRun' | 'resumeRun' | 'resetRun', Action>>;
  readonly onStop: () => void;
  readonly onDiscard: (id: string) => void;
}

/** Start, pause, step, stop, go on. */
export function RunControls({
  status,
  id,
  kept,
  active,
  interrupted,
  label,
  obstacle,
  resumeObstacle,
  actions,
  onStop,
  onDiscard,
}: RunControlsProps) {
  const blocked = status === 'preparing' || (!active && obstacle !== null);
  return (
    <fieldset className="button-row" aria-label="Optimisation run">
      {interrupted && kept ? (
        <ActionButton
          action={actions.resumeRun}
          label={`Go on from iteration ${formatCount(kept.iterations)}`}
          icon={<Play />}
          className="primary"
          disabled={resumeObstacle !== null}
          title={resumeObstacle ?? 'Go on from the checkpoint, as if nothing had happened'}
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
          onClick={onStop}
          title={status === 'preparing' ? 'Do not run; the page is then as before' : 'End the run and keep its offsets'}
        >
          <Square />
          Stop
        </button>
      ) : null}
      {interrupted && id !== null ? (
        <ConfirmButton label="Discard" title="Delete the checkpoint of this run" onConfirm={() => onDiscard(id)} />
      ) : (
        <ActionButton action={actions.resetRun} label="Reset" icon={<RotateCcw />} disabled={status === 'empty'} />
      )}
    </fieldset>
  );
}
