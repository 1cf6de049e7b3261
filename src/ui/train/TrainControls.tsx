import { Dumbbell, Pause, Play, Square, Trash2 } from 'lucide-react';
import { actions } from '../../state/actions';
import { isActive } from '../../state/optimisation-slice';
import { canResumeTraining, discardTraining, trainingObstacle } from '../../state/run-training';
import { useStore } from '../../state/store';
import { ActionButton } from '../common/ActionButton';
import { ProgressBar } from '../common/ProgressBar';
import { formatCount } from '../format';
import { TrainStatus } from './TrainStatus';

/** Train, pause, stop, and go on with what was interrupted. */
export function TrainControls() {
  const { status, done, total, keptSteps } = useStore((state) => state.training);
  const obstacle = useStore(trainingObstacle);
  const resumable = useStore(canResumeTraining);
  const active = isActive(status);
  return (
    <>
      <div className="button-row">
        <ActionButton
          action={actions.toggleTraining}
          label={status === 'running' ? 'Pause' : status === 'paused' ? 'Resume' : 'Train'}
          icon={status === 'running' ? <Pause /> : status === 'paused' ? <Play /> : <Dumbbell />}
          className={active ? '' : 'primary'}
          disabled={status === 'preparing' || (!active && obstacle !== null)}
          title={!active && obstacle ? obstacle : undefined}
        />
        {active ? (
          <ActionButton
            action={actions.stopTraining}
            label="Stop"
            icon={<Square />}
            disabled={status === 'preparing'}
            title="End the training and keep the detector as it is"
          />
        ) : null}
        {resumable ? (
          <>
            <ActionButton
              action={actions.resumeTraining}
              label={`Go on from step ${formatCount(keptSteps ?? 0)}`}
              icon={<Play />}
              title="Continue the interrupted training from its last checkpoint"
            />
            <button
              type="button"
              className="button"
              title="Forget the interrupted training and its checkpoint"
              onClick={() => void discardTraining()}
            >
              <Trash2 />
              Discard
            </button>
          </>
        ) : null}
        <TrainStatus />
      </div>
      {active ? <ProgressBar label="Training done" value={total === 0 ? null : done / total} /> : null}
    </>
  );
}
