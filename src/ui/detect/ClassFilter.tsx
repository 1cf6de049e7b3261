import { sceneClasses } from '../../scenes';
import { store, useStore } from '../../state/store/store';
import { classColour } from './class-colours';

export function ClassFilter() {
  const hidden = useStore((state) => state.hiddenClasses);
  const classes = useStore(({ results }) => (results.left.kind === 'ready' ? results.left.raw.classes : sceneClasses));
  const { toggleClass } = store.getState();
  return (
    <fieldset className="chips" aria-label="Classes shown">
      {classes.map((name, index) => (
        <button
          key={name}
          type="button"
          className="chip"
          aria-pressed={!hidden.includes(name)}
          onClick={() => toggleClass(name)}
        >
          <i style={{ background: classColour(index) }} aria-hidden="true" />
          {name}
        </button>
      ))}
    </fieldset>
  );
}
