import { optimisationPresets, type OptimisationPresetName } from '../../method/optimisation-presets';
import { selectOptimisationPreset } from '../../state/store/parameters-slice';
import { store, useStore } from '../../state/store/store';

const names = Object.keys(optimisationPresets) as OptimisationPresetName[];

/** The reference's run or one that a laptop finishes; a model that any machine optimises in a minute needs no choice. */
export function OptimisationPresets() {
  const current = useStore(selectOptimisationPreset);
  const { setOptimisationPreset } = store.getState();
  if (current === null) return null;
  return (
    <div className="preset wide">
      <fieldset className="segmented" aria-label="Preset of the optimisation">
        {names.map((name) => (
          <button key={name} type="button" aria-pressed={name === current} onClick={() => setOptimisationPreset(name)}>
            {optimisationPresets[name].label}
          </button>
        ))}
      </fieldset>
      <span className="muted small">{current === 'own' ? 'Your own values.' : optimisationPresets[current].help}</span>
    </div>
  );
}
