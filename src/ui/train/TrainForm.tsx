import { useId } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { trainingPresets, trainingSpecs, fineTunings, type FineTuning } from '../../state/training-parameters';
import { selectTraining } from '../../state/run-training';
import { store, useStore } from '../../state/store';
import { NumberField } from '../common/NumberField';

export function TrainForm() {
  const values = useStore(useShallow(selectTraining));
  const preset = useStore((state) => state.trainingPreset);
  const fineTuning = useStore((state) => state.fineTuning);
  const { setTrainingParameter, setFineTuning } = store.getState();
  const fineTuningId = useId();
  return (
    <div className="parameters">
      <div className="field wide">
        <label htmlFor={fineTuningId}>What of CLIP is fine-tuned</label>
        <select
          id={fineTuningId}
          className="select"
          value={fineTuning}
          onChange={(event) => setFineTuning(event.target.value as FineTuning)}
        >
          {Object.entries(fineTunings).map(([name, { label }]) => (
            <option key={name} value={name}>
              {label}
              {name === 'reference' ? ' (default, as released)' : ''}
            </option>
          ))}
        </select>
        <span className="origin">The proposal network and the box regressor are trained in any case.</span>
      </div>
      {trainingSpecs.map((spec) => (
        <NumberField
          key={spec.key}
          spec={spec}
          value={values[spec.key]}
          defaultValue={trainingPresets[preset].defaults[spec.key]}
          defaultOrigin="default"
          onChange={(value) => setTrainingParameter(spec.key, value)}
        />
      ))}
    </div>
  );
}
