import { X } from 'lucide-react';
import type { Ref } from 'react';
import { knowledge } from '../../method/knowledge';
import { benchmarkColumns } from '../../runs/export/benchmark-columns';
import type { BenchmarkResults, BenchmarkRow } from '../../runs/records/benchmark-results';
import { formatAp } from '../common/evaluation-labels';
import { Explained } from '../hints/Explained';
import { Panel } from '../common/Panel';
import { columnTitle, setTexts } from './column-texts';
import { RunFacts } from './RunFacts';
import { SeedDifferences } from './SeedDifferences';

interface RowDetailsProps {
  readonly ref: Ref<HTMLDivElement>;
  readonly results: BenchmarkResults;
  readonly row: BenchmarkRow;
  readonly onClose: () => void;
}

/** All that is known of a row: what it does, seed by seed, other conditions, corruptions, and its runs. */
export function RowDetails({ ref, results, row, onClose }: RowDetailsProps) {
  return (
    <div ref={ref} tabIndex={-1} className="run-details">
      <Panel
        title={`“${row.title}”`}
        tools={
          <button
            type="button"
            className="button quiet compact icon"
            aria-label="Close details"
            title="Close"
            onClick={onClose}
          >
            <X />
          </button>
        }
      >
        <div className="stack">
          <p>
            {row.does} {knowledge[row.knows].meaning}
          </p>
          <SeedDifferences results={results} row={row.name} />
          <NumberList results={results} row={row} set="conditions" />
          <NumberList results={results} row={row} set="corruptions" />
          {row.runs.map((run) => (
            <RunFacts key={run.seed} run={run} />
          ))}
        </div>
      </Panel>
    </div>
  );
}

interface NumberListProps {
  readonly results: BenchmarkResults;
  readonly row: BenchmarkRow;
  readonly set: 'conditions' | 'corruptions';
}

/** A set's numbers one beside the other; nothing where the row was not tested so. */
function NumberList({ results, row, set }: NumberListProps) {
  const { label, meaning } = setTexts[set];
  const cells = benchmarkColumns(set, 'voc11', results).flatMap((column) => {
    const cell = column.cell(row);
    return cell.kind === 'number' && cell.value !== null ? [{ title: columnTitle(column), ...cell }] : [];
  });
  if (cells.length === 0) return null;
  return (
    <section className="stack" aria-label={label}>
      <h3>{label}</h3>
      <p className="muted small">{meaning}</p>
      <dl className="number-list">
        {cells.map(({ title, value, greyed }) => (
          <div key={title} className={greyed ? 'greyed' : ''}>
            <dt>{title}</dt>
            <dd>
              {greyed ? <Explained meaning="The row trained on it.">{formatAp(value)}</Explained> : formatAp(value)}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
