import type { ShownClass } from '../../analysis/detection/shown-classes';
import { classColour } from './class-colours';

interface ClassFilterProps {
  readonly classes: readonly ShownClass[];
  readonly hidden: readonly string[];
  readonly onToggle: (name: string) => void;
  readonly onShowAll: () => void;
  readonly onHide: (names: readonly string[]) => void;
}

/** With more classes than this, one of them is hard to see alone by hiding the others one by one. */
const fewClasses = 12;

/** Which classes appear in both panes, each with the colour of its boxes. */
export function ClassFilter({ classes, hidden, onToggle, onShowAll, onHide }: ClassFilterProps) {
  const many = classes.length > fewClasses;
  return (
    <fieldset className={many ? 'chips many' : 'chips'} aria-label="Classes shown">
      {many ? (
        <>
          <button type="button" className="chip" onClick={onShowAll}>
            All {classes.length}
          </button>
          <button type="button" className="chip" onClick={() => onHide(classes.map(({ name }) => name))}>
            None
          </button>
        </>
      ) : null}
      {classes.map(({ name, classIndex }) => (
        <button
          key={name}
          type="button"
          className="chip"
          aria-pressed={!hidden.includes(name)}
          onClick={() => onToggle(name)}
        >
          <i style={{ background: classColour(classIndex) }} aria-hidden="true" />
          {name}
        </button>
      ))}
    </fieldset>
  );
}
