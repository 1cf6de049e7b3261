import { trainingPresetNames, trainingPresets } from '../../method/training-presets';
import { usePreset } from './use-train';

const startTitles: Readonly<Record<string, string>> = {
  clip: 'CLIP itself',
  scratch: 'a tower of random weights',
};

/** Where a training starts, and how long it is. */
export function PresetPicker() {
  const { preset, from: chosen, fromClip, onChoose } = usePreset();
  const { from, help } = trainingPresets[preset];
  return (
    <div className="preset">
      <fieldset className="segmented" aria-label="Preset">
        {trainingPresetNames.map((name) => (
          <button key={name} type="button" aria-pressed={name === preset} onClick={() => onChoose(name)}>
            {trainingPresets[name].label}
          </button>
        ))}
      </fieldset>
      <span className="muted small">
        {chosen === null
          ? null
          : `It starts from ${startTitles[chosen] ?? `the detector “${chosen}”`}, as was asked for. `}
        {chosen === null && from === 'detector' && fromClip
          ? 'A few steps. This model has no trained detector yet, so they begin at CLIP itself.'
          : help}
      </span>
    </div>
  );
}
