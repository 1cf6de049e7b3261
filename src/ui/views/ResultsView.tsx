import { type ReactNode, useEffect } from 'react';
import { ablationTable } from '../../runs/export/ablation-table';
import { benchmarkTable, pairTable } from '../../runs/export/benchmark-table';
import { figureExports } from '../../state/exports/figure-exports';
import { tableExports } from '../../state/exports/table-exports';
import type { Recorded } from '../../state/store/recorded-tables-slice';
import { store, useStore } from '../../state/store/store';
import { Panel } from '../common/Panel';
import { AblationPanel } from '../results/AblationPanel';
import { apTexts } from '../results/ap-kinds';
import { BenchmarkPanel } from '../results/BenchmarkPanel';
import { setTexts } from '../results/column-texts';
import { PaperTables } from '../results/PaperTables';

/** The recorded table of all methods, the paper's ablation as it is made here, and the paper's own tables. */
export function ResultsView() {
  const benchmark = useStore((state) => state.benchmark);
  const ablation = useStore((state) => state.ablation);
  const { readRecordedTables } = store.getState();
  useEffect(() => void readRecordedTables(), [readRecordedTables]);
  const methods = (
    <RecordedTable file="results.json" recorded={benchmark} onRetry={() => void readRecordedTables()}>
      {(results) => (
        <BenchmarkPanel
          results={results}
          figureExports={figureExports}
          exportsOf={(set, metric) => [
            ...tableExports(setTexts[set].label, `results-${set}-${metric}`, () =>
              benchmarkTable(results, set, metric, apTexts[metric].meaning),
            ),
            ...tableExports('All columns', `results-${metric}`, () =>
              benchmarkTable(results, 'all', metric, apTexts[metric].meaning),
            ),
            ...tableExports('Seed by seed', 'results-pairs', () => pairTable(results)),
          ]}
        />
      )}
    </RecordedTable>
  );
  const parts = (
    <RecordedTable file="ablation.json" recorded={ablation} onRetry={() => void readRecordedTables()}>
      {(results) => (
        <AblationPanel
          results={results}
          figureExports={figureExports}
          exportsOf={(metric) =>
            tableExports('Ablation', `ablation-${metric}`, () =>
              ablationTable(results, metric, apTexts[metric].meaning),
            )
          }
        />
      )}
    </RecordedTable>
  );
  // Without any run the table of methods has nothing to show yet.
  const begun = benchmark.kind !== 'ready' || benchmark.results.protocol !== null;
  return (
    <div className="stack">
      {begun ? methods : parts}
      {begun ? parts : methods}
      <PaperTables />
    </div>
  );
}

interface RecordedTableProps<Results> {
  readonly file: string;
  readonly recorded: Recorded<Results>;
  readonly onRetry: () => void;
  readonly children: (results: Results) => ReactNode;
}

/** A table once it is read; until then, and where it cannot be, what is the matter. */
function RecordedTable<Results>({ file, recorded, onRetry, children }: RecordedTableProps<Results>) {
  if (recorded.kind === 'ready') return children(recorded.results);
  return (
    <Panel title="Results">
      {recorded.kind === 'failed' ? (
        <p className="muted">
          The recorded table could not be read, perhaps because this host does not serve <code>{file}</code>.{' '}
          <button type="button" className="button compact" onClick={onRetry}>
            Try again
          </button>
        </p>
      ) : (
        <p className="muted">Reading the recorded table …</p>
      )}
    </Panel>
  );
}
