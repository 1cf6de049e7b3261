import { optimisationPresets, type OptimisationPresetName } from '../../method/optimisation-presets';

const names = Object.keys(optimisationPresets) as OptimisationPresetName[];

interface OptimisationPresetsProps {
  /** `own` where the parameters are none of the presets, null where there is no choice. */
  readonly current: OptimisationPresetName | 'own' | null;
  readonly onChoose: (name: OptimisationPresetName) => void;
}

/** The reference's run or one that a laptop finishes; a model that any machine optimises in a minute needs no choice. */
export function OptimisationPresets({ current, onChoose }: OptimisationPresetsProps) {
  if (current === null) return null;
  return (
    <div className="preset wide">
      <fieldset className="segmented" aria-label="Preset of the optimisation">
        {names.map((name) => (
          <button key={name} type="button" aria-pressed={name === current} onClick={() => onChoose(name)}>
            {optimisationPresets[name].label}
          </button>
        ))}
      </fieldset>
      <span className="muted small">{current === 'own' ? 'Your own values.' : optimisationPresets[current].help}</span>
    </div>
  );
}
