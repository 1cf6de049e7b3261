import { Trash2, X } from 'lucide-react';
import { useEffect, useMemo } from 'react';
import { byComparison, comparedEvaluations, selectedEntries } from '../../analysis/runs/run-selection';
import { readLibrary } from '../../state/library/kept-runs';
import type { RunEntry } from '../../runs/library/library-record';
import { visibleRuns } from '../../analysis/runs/run-table';
import { store, useStore } from '../../state/store/store';
import { Panel } from '../common/Panel';
import { ApByDomain } from '../runs/ApByDomain';
import { ConfigTable } from '../runs/ConfigTable';
import { RunCurves } from '../runs/RunCurves';
import { RunDetails } from '../runs/RunDetails';
import { RunExports } from '../runs/RunExports';
import { RunsFilter } from '../runs/RunsFilter';
import { RunsStorage } from '../runs/RunsStorage';
import { RunsTable } from '../runs/RunsTable';
import { useListedRuns, useRunActions, useRunsTable } from '../runs/use-runs';

/** Everything that was optimised, trained and evaluated in this browser, to be looked at side by side. */
export function RunsView() {
  const { runs, own, exampleListed, onListExample } = useListedRuns();
  const filter = useStore((state) => state.runsFilter);
  const { setRunsFilter, setView } = store.getState();
  const table = useRunsTable();
  const { sort } = table;
  const ids = useStore((state) => state.selectedRuns);
  const selected = useMemo(() => selectedEntries(runs, ids), [runs, ids]);
  // Another tab may have recorded something.
  useEffect(() => void readLibrary(), []);
  const shown = useMemo(() => visibleRuns(runs, filter, sort), [runs, filter, sort]);
  const opened = runs.find(({ head }) => head.id === table.opened);
  return (
    <div className="stack">
      <Panel title="Runs" tools={runs.length > 0 ? <RunsFilter filter={filter} onChange={setRunsFilter} /> : null}>
        {runs.length === 0 ? (
          <Empty onOptimise={() => setView('optimise')} />
        ) : shown.length === 0 ? (
          <p className="muted">No run passes the filter.</p>
        ) : (
          <RunsTable entries={shown} {...table} />
        )}
        {runs.length > 0 ? <SelectionTools entries={selected} examples={table.examples} /> : null}
        <ExampleNote own={own} listed={exampleListed} shown={runs.length > own} onList={onListExample} />
        <RunsStorage />
      </Panel>
      {opened ? <RunDetails key={opened.head.id} entry={opened} example={table.examples.has(opened.head.id)} /> : null}
      {selected.length < 2 ? null : <Comparison entries={selected} />}
    </div>
  );
}

function Empty({ onOptimise }: { readonly onOptimise: () => void }) {
  return (
    <p className="muted">
      Nothing has been recorded yet. Every optimisation, training and evaluation is kept here as it ends, with its whole
      configuration, and is still here after a reload.{' '}
      <button type="button" className="link-button" onClick={onOptimise}>
        Optimise offsets
      </button>{' '}
      to make the first.
    </p>
  );
}

interface ExampleNoteProps {
  /** Runs of this browser. */
  readonly own: number;
  readonly listed: boolean;
  /** Whether any of the example is there to be listed. */
  readonly shown: boolean;
  readonly onList: (listed: boolean) => void;
}

/** Says what the recorded example is, and hides or lists it. */
function ExampleNote({ own, listed, shown, onList }: ExampleNoteProps) {
  if (listed && !shown) return null;
  return (
    <p className="muted small">
      {listed ? (
        <>
          Runs marked “Recorded example” came with this page: nothing of them is stored in this browser.{' '}
          {own === 0 ? 'They give way to your first run. ' : null}
        </>
      ) : null}
      <button type="button" className="link-button" onClick={() => onList(!listed)}>
        {listed ? 'Hide the recorded example' : 'Show the recorded example'}
      </button>
    </p>
  );
}

interface SelectionToolsProps {
  readonly entries: readonly RunEntry[];
  /** Ids of those of the recorded example, which cannot be deleted. */
  readonly examples: ReadonlySet<string>;
}

function SelectionTools({ entries, examples }: SelectionToolsProps) {
  const { onCompare, onDelete, onSelectNone } = useRunActions();
  const compared = comparedEvaluations(entries);
  const count = entries.length;
  const deletable = entries.map(({ head }) => head.id).filter((id) => !examples.has(id));
  return (
    <fieldset className="button-row" aria-label="Selected runs">
      <span className="small muted">
        {count === 0 ? 'Select runs to compare them.' : count === 1 ? '1 run selected' : `${count} runs selected`}
      </span>
      {count > 0 ? (
        <>
          {compared ? (
            <button type="button" className="button compact" onClick={() => onCompare(...compared)}>
              Compare in Evaluate
            </button>
          ) : null}
          <RunExports entries={entries} />
          {deletable.length > 0 ? (
            <button type="button" className="button compact" title="Can be undone" onClick={() => onDelete(deletable)}>
              <Trash2 />
              Delete selected
            </button>
          ) : null}
          <button type="button" className="button quiet compact" onClick={onSelectNone}>
            <X />
            Select none
          </button>
        </>
      ) : null}
    </fieldset>
  );
}

/** Their losses share a name, and no axis. */
const curveKinds = [
  { kind: 'optimisation', of: 'optimisation' },
  { kind: 'training', of: 'training' },
] as const;

function Comparison({ entries }: { readonly entries: readonly RunEntry[] }) {
  const { curves, evaluations } = useMemo(() => byComparison(entries), [entries]);
  return (
    <>
      {curveKinds.map(({ kind, of }) => {
        const entriesOfKind = curves.filter(({ head }) => head.kind === kind);
        const { length } = entriesOfKind;
        return length === 0 ? null : (
          <Panel key={kind} title={`Curves of ${length === 1 ? `1 ${of}` : `${length} ${of}s`}`}>
            <RunCurves entries={entriesOfKind} />
          </Panel>
        );
      })}
      {evaluations.length > 0 ? (
        <Panel title="Average precision">
          <ApByDomain entries={evaluations} />
        </Panel>
      ) : null}
      <Panel title="Configurations">
        <ConfigTable entries={entries} label="Configurations of the selected runs" />
      </Panel>
    </>
  );
}
