import { useId } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { adaptationDefaults, adaptationSpecs, fineTunings, type FineTuning } from '../../state/adaptation-parameters';
import { selectAdaptation } from '../../state/run-adaptation';
import { store, useStore } from '../../state/store';
import { NumberField } from '../common/NumberField';

export function AdaptForm() {
  const values = useStore(useShallow(selectAdaptation));
  const fineTuning = useStore((state) => state.fineTuning);
  const { setAdaptation, setFineTuning } = store.getState();
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
      {adaptationSpecs.map((spec) => (
        <NumberField
          key={spec.key}
          spec={spec}
          value={values[spec.key]}
          defaultValue={adaptationDefaults[spec.key]}
          defaultOrigin="default"
          onChange={(value) => setAdaptation(spec.key, value)}
        />
      ))}
    </div>
  );
}
