import { useId } from 'react';
import { dataObstacle } from '../../state/settings/data-choices';
import type { DataChoice } from '../../state/store/data-slice';
import { store, useStore } from '../../state/store/store';
import { formatNumberOf } from '../format';

interface DataSourceFieldProps {
  readonly label: string;
  readonly value: DataChoice | null;
  readonly help: string;
  readonly onChange: (choice: DataChoice | null) => void;
}

/** Where images come from: built-in scenes, or a part of an open data set. */
export function DataSourceField({ label, value, help, onChange }: DataSourceFieldProps) {
  const dataSets = useStore((state) => state.dataSets);
  const missing = useStore((state) => dataObstacle(state, value));
  const id = useId();
  const choices = dataSets.flatMap((info) =>
    info.parts.map(({ name, images }) => ({ id: info.id, title: info.title, part: name, images })),
  );
  const keyOf = (choice: DataChoice) => `${choice.id}/${choice.part}`;
  return (
    <div className="field wide">
      <label className="label-row" htmlFor={id}>
        {label}
      </label>
      <div className="button-row">
        <select
          id={id}
          className="select"
          value={value ? keyOf(value) : ''}
          onChange={({ target }) => {
            const chosen = choices.find((choice) => keyOf(choice) === target.value);
            onChange(chosen ? { id: chosen.id, title: chosen.title, part: chosen.part } : null);
          }}
        >
          <option value="">Built-in scenes, daytime clear</option>
          {value && missing ? <option value={keyOf(value)}>{value.title}, not open</option> : null}
          {choices.map((choice) => (
            <option key={keyOf(choice)} value={keyOf(choice)}>
              {choice.title}: {choice.part} ({formatNumberOf(choice.images, 'image')})
            </option>
          ))}
        </select>
        <button type="button" className="button compact" onClick={() => store.getState().setDataShown(true)}>
          Data sets…
        </button>
      </div>
      <span className={missing ? 'problem' : 'origin'}>{missing ?? help}</span>
    </div>
  );
}
