import { useId } from 'react';
import { sourceKey, sourceOfKey } from '../../analysis/data-sets/data-sources';
import type { DataChoice } from '../../state/store/data-slice';
import { formatNumberOf } from '../format';
import { useDataSources } from './use-data-sets';

interface DataSourceFieldProps {
  readonly label: string;
  readonly value: DataChoice | null;
  /** What the built-in images are. */
  readonly builtin?: string;
  readonly help: string;
  readonly onChange: (choice: DataChoice | null) => void;
}

/** Where images come from: built-in scenes, or a part of an open data set. */
export function DataSourceField({
  label,
  value,
  builtin = 'Built-in scenes, daytime clear',
  help,
  onChange,
}: DataSourceFieldProps) {
  const { sources, obstacle, onShowData } = useDataSources(value);
  const id = useId();
  return (
    <div className="field wide">
      <label className="label-row" htmlFor={id}>
        {label}
      </label>
      <div className="button-row">
        <select
          id={id}
          className="select"
          value={value ? sourceKey(value) : ''}
          onChange={({ target }) => onChange(sourceOfKey(sources, target.value))}
        >
          <option value="">{builtin}</option>
          {value && obstacle ? <option value={sourceKey(value)}>{value.title}, not open</option> : null}
          {sources.map((source) => (
            <option key={sourceKey(source)} value={sourceKey(source)}>
              {source.title}: {source.part} ({formatNumberOf(source.images, 'image')})
            </option>
          ))}
        </select>
        <button type="button" className="button compact" onClick={onShowData}>
          Data sets…
        </button>
      </div>
      <span className={obstacle ? 'problem' : 'origin'}>{obstacle ?? help}</span>
    </div>
  );
}
