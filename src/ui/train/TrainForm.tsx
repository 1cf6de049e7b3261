import { useId } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { fineTuningNames, fineTunings, trainingPresets, trainingSpecs } from '../../state/training-parameters';
import { selectTraining } from '../../state/training-request';
import { store, useStore } from '../../state/store';
import { NumberField } from '../common/NumberField';

/** Every parameter of the next training, with its default. */
export function TrainForm() {
  const values = useStore(useShallow(selectTraining));
  const preset = useStore((state) => state.trainingPreset);
  const fineTuning = useStore((state) => state.fineTuning);
  const { setTrainingParameter, setFineTuning } = store.getState();
  const fineTuningId = useId();
  const { defaults, fineTuning: usual } = trainingPresets[preset];
  return (
    <div className="parameters">
      <div className="field wide">
        <label className="label-row" htmlFor={fineTuningId}>
          What of CLIP is fine-tuned
        </label>
        <select
          id={fineTuningId}
          className="select"
          value={fineTuning}
          onChange={(event) => {
            const chosen = fineTuningNames.find((name) => name === event.target.value);
            if (chosen) setFineTuning(chosen);
          }}
        >
          {fineTuningNames.map((name) => (
            <option key={name} value={name}>
              {fineTunings[name].label}
              {name === usual ? ' (default)' : ''}
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
          defaultOrigin="default"
          onChange={(value) => setTrainingParameter(spec.key, value)}
        />
      ))}
    </div>
  );
}
