import { useId } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { fineTuningNames, fineTunings, trainingPresets, trainingSpecs } from '../../state/training-parameters';
import { selectTraining } from '../../state/training-request';
import { store, useStore } from '../../state/store';
import { DataSourceField } from '../data-sets/DataSourceField';
import { NumberField } from '../common/NumberField';

/** Every parameter of the next training, with its default. */
export function TrainForm() {
  const values = useStore(useShallow(selectTraining));
  const preset = useStore((state) => state.trainingPreset);
  const fineTuning = useStore((state) => state.fineTuning);
  const data = useStore((state) => state.trainingData);
  const { setTrainingParameter, setFineTuning, setTrainingData } = store.getState();
  // A data set is trained on whole.
  const shownSpecs = data ? trainingSpecs.filter(({ key }) => key !== 'scenes') : trainingSpecs;
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
      <DataSourceField
        label="Training images"
        value={data}
        help={
          data
            ? 'All images of the part with an object that the detector knows; from CLIP, the detector takes the classes of the data set.'
            : 'Open a data set to train on images of your own.'
        }
        onChange={setTrainingData}
      />
      {shownSpecs.map((spec) => (
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
