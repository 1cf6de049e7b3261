import { useId } from 'react';
import { useShallow } from 'zustand/react/shallow';
import {
  fineTunings,
  type FineTuning,
  type TrainingPresetName,
  trainingPresets,
  trainingSpecs,
} from '../../state/training-parameters';
import { isActive } from '../../state/optimisation-slice';
import { selectTraining, trainingStart } from '../../state/run-training';
import { store, useStore } from '../../state/store';
import { NumberField } from '../common/NumberField';

/** Where a training starts, what it changes, and its numbers. */
export function TrainForm() {
  const values = useStore(useShallow(selectTraining));
  const preset = useStore((state) => state.trainingPreset);
  const fineTuning = useStore((state) => state.fineTuning);
  const running = useStore((state) => isActive(state.training.status));
  const fromClip = useStore((state) => trainingStart(state).kind === 'clip');
  const { setTrainingParameter, setTrainingPreset, setFineTuning } = store.getState();
  const [presetId, fineTuningId] = [useId(), useId()];
  const { help, from, defaults } = trainingPresets[preset];
  return (
    <div className="parameters">
      <div className="field wide">
        <div className="label-row">
          <label htmlFor={presetId}>Preset</label>
          {running ? <span className="origin">Changes hold from the next run on</span> : null}
        </div>
        <select
          id={presetId}
          className="select"
          value={preset}
          onChange={(event) => setTrainingPreset(event.target.value as TrainingPresetName)}
        >
          {Object.entries(trainingPresets).map(([name, { label }]) => (
            <option key={name} value={name}>
              {label}
            </option>
          ))}
        </select>
        <span className="origin">
          {help}
          {from === 'detector' && fromClip ? ' This model ships no detector, so it starts from CLIP.' : ''}
        </span>
      </div>
      <div className="field wide">
        <label className="label-row" htmlFor={fineTuningId}>
          What of CLIP is fine-tuned
        </label>
        <select
          id={fineTuningId}
          className="select"
          value={fineTuning}
          onChange={(event) => setFineTuning(event.target.value as FineTuning)}
        >
          {Object.entries(fineTunings).map(([name, { label }]) => (
            <option key={name} value={name}>
              {label}
              {name === 'reference' ? ' (as released)' : ''}
            </option>
          ))}
        </select>
        <span className="origin">The proposal network and the box regressor are trained in any case.</span>
      </div>
      {trainingSpecs.map((spec) => (
        <NumberField
          key={`${preset}-${spec.key}`}
          spec={spec}
          value={values[spec.key]}
          defaultValue={defaults[spec.key]}
          defaultOrigin="preset"
          onChange={(value) => setTrainingParameter(spec.key, value)}
        />
      ))}
    </div>
  );
}
