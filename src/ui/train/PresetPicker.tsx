import { store, useStore } from '../../state/store';
import { trainingPresetNames, trainingPresets } from '../../state/training-parameters';

/** Where a training starts, and how long it is. */
export function PresetPicker() {
  const preset = useStore((state) => state.trainingPreset);
  const { setTrainingPreset } = store.getState();
  return (
    <div className="preset">
      <fieldset className="segmented" aria-label="Preset">
        {trainingPresetNames.map((name) => (
          <button key={name} type="button" aria-pressed={name === preset} onClick={() => setTrainingPreset(name)}>
            {trainingPresets[name].label}
          </button>
        ))}
      </fieldset>
      <span className="muted small">{trainingPresets[preset].help}</span>
    </div>
  );
}
