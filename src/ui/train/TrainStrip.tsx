import { store, useStore } from '../../state/store/store';
import { isActive } from '../../state/store/optimisation-slice';
import { isUnfinished } from '../../state/jobs/training-request';
import { chosenMethod } from '../../state/jobs/training-method';
import { trainingPresets } from '../../method/training-presets';
import { Panel } from '../common/Panel';
import { OffsetsNote } from './OffsetsNote';
import { TrainControls } from './TrainControls';

/** Step 3 in a few lines, for the playground. */
export function TrainStrip() {
  const method = useStore((state) => chosenMethod(state)?.title);
  const preset = useStore((state) => trainingPresets[state.trainingPreset].label);
  const open = useStore((state) => !isActive(state.training.status) && !isUnfinished(state));
  return (
    <Panel
      title="Train"
      step={3}
      tools={
        method === undefined ? null : (
          <button
            type="button"
            className="button quiet compact"
            title="Choose method, preset and parameters in the Train view"
            onClick={() => store.getState().setView('train')}
          >
            {method} · {preset}
          </button>
        )
      }
    >
      <TrainControls />
      {open ? <OffsetsNote /> : null}
    </Panel>
  );
}
