import { Trash2, X } from 'lucide-react';
import { useEffect, useMemo } from 'react';
import { compareInEvaluate } from '../../state/library/open-run';
import { deleteRuns, readLibrary } from '../../state/library/kept-runs';
import { visibleRuns } from '../../analysis/run-table';
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

/** Everything that was optimised, trained and evaluated in this browser, to be looked at side by side. */
export function RunsView() {
  const runs = useStore((state) => state.runs);
  const filter = useStore((state) => state.runsFilter);
  const sort = useStore((state) => state.runsSort);
  const openedId = useStore((state) => state.openedRun);
  const selected = useSelected();
  // Another tab may have recorded something.
  useEffect(() => void readLibrary(), []);
  const shown = useMemo(() => visibleRuns(runs, filter, sort), [runs, filter, sort]);
  const opened = runs.find(({ head }) => head.id === openedId);
  return (
    <div className="stack">
      <Panel title="Runs" tools={runs.length > 0 ? <RunsFilter /> : null}>
        {runs.length === 0 ? (
          <Empty />
        ) : shown.length === 0 ? (
          <p className="muted">No run passes the filter.</p>
        ) : (
          <RunsTable entries={shown} />
        )}
        {runs.length > 0 ? <SelectionTools ids={selected.map(({ head }) => head.id)} /> : null}
        <RunsStorage />
      </Panel>
      {opened ? <RunDetails key={opened.head.id} entry={opened} /> : null}
      <Comparison />
    </div>
  );
}

/** The runs that are selected, in the order in which they were. */
function useSelected() {
  const runs = useStore((state) => state.runs);
  const ids = useStore((state) => state.selectedRuns);
  return useMemo(() => ids.flatMap((id) => runs.find(({ head }) => head.id === id) ?? []), [runs, ids]);
}

function Empty() {
  const { setView } = store.getState();
  return (
    <p className="muted">
      Nothing has been recorded yet. Every optimisation, training and evaluation is kept here as it ends, with its whole
      configuration, and is still here after a reload.{' '}
      <button type="button" className="link-button" onClick={() => setView('optimise')}>
        Optimise offsets
      </button>{' '}
      to make the first.
    </p>
  );
}

function SelectionTools({ ids }: { readonly ids: readonly string[] }) {
  const selected = useSelected();
  const { selectRuns } = store.getState();
  const [a, b] = ids;
  const comparable = ids.length === 2 && selected.every(({ head }) => head.kind === 'evaluation');
  return (
    <fieldset className="button-row" aria-label="Selected runs">
      <span className="small muted">
        {ids.length === 0
          ? 'Select runs to compare them.'
          : ids.length === 1
            ? '1 run selected'
            : `${ids.length} runs selected`}
      </span>
      {ids.length > 0 ? (
        <>
          {comparable && a !== undefined && b !== undefined ? (
            <button type="button" className="button compact" onClick={() => void compareInEvaluate(a, b)}>
              Compare in Evaluate
            </button>
          ) : null}
          <RunExports entries={selected} />
          <button type="button" className="button compact" title="Can be undone" onClick={() => void deleteRuns(ids)}>
            <Trash2 />
            Delete selected
          </button>
          <button type="button" className="button quiet compact" onClick={() => selectRuns([])}>
            <X />
            Select none
          </button>
        </>
      ) : null}
    </fieldset>
  );
}

function Comparison() {
  const selected = useSelected();
  const curves = useMemo(() => selected.filter(({ head }) => head.kind !== 'evaluation'), [selected]);
  const evaluations = useMemo(() => selected.filter(({ head }) => head.kind === 'evaluation'), [selected]);
  if (selected.length < 2) return null;
  return (
    <>
      {curves.length > 0 ? (
        <Panel title={curves.length === 1 ? 'Curves of 1 run' : `Curves of ${curves.length} runs`}>
          <RunCurves entries={curves} />
        </Panel>
      ) : null}
      {evaluations.length > 0 ? (
        <Panel title="Average precision">
          <ApByDomain entries={evaluations} />
        </Panel>
      ) : null}
      <Panel title="Configurations">
        <ConfigTable entries={selected} label="Configurations of the selected runs" />
      </Panel>
    </>
  );
}
