import type { RunKind } from '../../runs/library/library-record';
import { store, useStore } from '../../state/store/store';
import { kindTexts } from './run-labels';

const kinds: readonly RunKind[] = ['optimisation', 'training', 'evaluation'];

/** Which runs the table shows. */
export function RunsFilter() {
  const { kind, text } = useStore((state) => state.runsFilter);
  const { setRunsFilter } = store.getState();
  return (
    <>
      <input
        type="search"
        className="input run-search"
        aria-label="Search runs"
        placeholder="Search title, note, method, prompts"
        value={text}
        onChange={(event) => setRunsFilter({ text: event.target.value })}
      />
      <fieldset className="segmented" aria-label="Kind of run">
        <button type="button" aria-pressed={kind === null} onClick={() => setRunsFilter({ kind: null })}>
          All
        </button>
        {kinds.map((name) => (
          <button key={name} type="button" aria-pressed={kind === name} onClick={() => setRunsFilter({ kind: name })}>
            {kindTexts[name]}
          </button>
        ))}
      </fieldset>
    </>
  );
}
