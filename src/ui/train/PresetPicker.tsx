import { store, useStore } from '../../state/store';
import { trainingPresetNames, trainingPresets } from '../../state/training-parameters';
import { trainingStart } from '../../state/training-request';

/** Where a training starts, and how long it is. */
export function PresetPicker() {
  const preset = useStore((state) => state.trainingPreset);
  const fromClip = useStore((state) => state.model.info !== null && trainingStart(state).kind === 'clip');
  const { setTrainingPreset } = store.getState();
  const { from, help } = trainingPresets[preset];
  return (
    <div className="preset">
      <fieldset className="segmented" aria-label="Preset">
        {trainingPresetNames.map((name) => (
          <button key={name} type="button" aria-pressed={name === preset} onClick={() => setTrainingPreset(name)}>
            {trainingPresets[name].label}
          </button>
        ))}
      </fieldset>
      <span className="muted small">
        {from === 'detector' && fromClip
          ? 'A few steps. This model has no trained detector yet, so they begin at CLIP itself.'
          : help}
      </span>
    </div>
  );
}
