import { useId } from 'react';

/** One of the options of a {@link ChoiceField}. */
export interface Choice<Name extends string> {
  readonly name: Name;
  readonly label: string;
  /** Why it cannot be chosen. */
  readonly unavailable?: string | undefined;
}

interface ChoiceFieldProps<Name extends string> {
  readonly label: string;
  /** Beside the label. */
  readonly note?: string | undefined;
  readonly choices: readonly Choice<Name>[];
  readonly value: Name;
  readonly defaultValue: Name;
  /** What the chosen option means. */
  readonly help: string;
  readonly onChange: (name: Name) => void;
}

/** A setting that is one of a few, as wide as its form. */
export function ChoiceField<Name extends string>({
  label,
  note,
  choices,
  value,
  defaultValue,
  help,
  onChange,
}: ChoiceFieldProps<Name>) {
  const id = useId();
  return (
    <div className="field wide">
      <div className="label-row">
        <label htmlFor={id}>{label}</label>
        {note === undefined ? null : <span className="origin">{note}</span>}
      </div>
      <select id={id} className="select" value={value} onChange={(event) => onChange(event.target.value as Name)}>
        {choices.map(({ name, label: title, unavailable }) => (
          <option key={name} value={name} disabled={unavailable !== undefined}>
            {title}
            {name === defaultValue ? ' (default)' : ''}
            {unavailable === undefined ? '' : ` — ${unavailable}`}
          </option>
        ))}
      </select>
      <span className="origin">{help}</span>
    </div>
  );
}
