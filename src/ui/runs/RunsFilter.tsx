import type { RunKind } from '../../runs/library/library-record';
import type { RunsFilter as Filter } from '../../analysis/runs/run-table';
import { kindTexts } from './run-labels';

const kinds: readonly RunKind[] = ['optimisation', 'training', 'evaluation'];

interface RunsFilterProps {
  readonly filter: Filter;
  readonly onChange: (change: Partial<Filter>) => void;
}

/** Which runs the table shows. */
export function RunsFilter({ filter: { kind, text }, onChange }: RunsFilterProps) {
  return (
    <>
      <input
        type="search"
        className="input run-search"
        aria-label="Search runs"
        placeholder="Search title, note, method, prompts"
        value={text}
        onChange={(event) => onChange({ text: event.target.value })}
      />
      <fieldset className="segmented" aria-label="Kind of run">
        <button type="button" aria-pressed={kind === null} onClick={() => onChange({ kind: null })}>
          All
        </button>
        {kinds.map((name) => (
          <button key={name} type="button" aria-pressed={kind === name} onClick={() => onChange({ kind: name })}>
            {kindTexts[name]}
          </button>
        ))}
      </fieldset>
    </>
  );
}
