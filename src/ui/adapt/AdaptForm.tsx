import { useShallow } from 'zustand/react/shallow';
import { adaptationDefaults, adaptationSpecs } from '../../state/adaptation-parameters';
import { selectAdaptation } from '../../state/run-adaptation';
import { store, useStore } from '../../state/store';
import { NumberField } from '../common/NumberField';

export function AdaptForm() {
  const values = useStore(useShallow(selectAdaptation));
  const { setAdaptation } = store.getState();
  return (
    <div className="parameters">
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
