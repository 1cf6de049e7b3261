import { classColour } from './class-colours';

interface ClassFilterProps {
  readonly classes: readonly string[];
  readonly hidden: readonly string[];
  readonly onToggle: (name: string) => void;
}

/** Which classes appear in both panes, each with the colour of its boxes. */
export function ClassFilter({ classes, hidden, onToggle }: ClassFilterProps) {
  return (
    <fieldset className="chips" aria-label="Classes shown">
      {classes.map((name, index) => (
        <button
          key={name}
          type="button"
          className="chip"
          aria-pressed={!hidden.includes(name)}
          onClick={() => onToggle(name)}
        >
          <i style={{ background: classColour(index) }} aria-hidden="true" />
          {name}
        </button>
      ))}
    </fieldset>
  );
}
