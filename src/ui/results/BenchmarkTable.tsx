import {
  type BenchmarkResults,
  type BenchmarkRow,
  type BenchmarkRun,
  domainAp,
  overSeeds,
  sourceDomain,
  unseenAp,
  unseenDomains,
} from '../../runs/benchmark-results';
import { domainTitle, formatAp, formatDifference, formatInterval } from '../evaluate/labels';
import { TableScroll } from '../evaluate/TableScroll';
import type { ApKind } from './ap-kinds';

interface BenchmarkTableProps {
  readonly results: BenchmarkResults;
  readonly metric: ApKind;
  /** Takes the row's name. */
  readonly onOpen: (row: string) => void;
}

/** A line for each row, every number a way to its runs. */
export function BenchmarkTable({ results, metric, onOpen }: BenchmarkTableProps) {
  const columns: readonly {
    readonly title: string;
    readonly value: (run: BenchmarkRun) => number;
    readonly mean?: true;
  }[] = [
    { title: 'Validation', value: ({ validation }) => validation.map50[metric] ?? NaN },
    ...[sourceDomain, ...unseenDomains].map((name) => ({
      title: domainTitle(name),
      value: (run: BenchmarkRun) => domainAp(run, name, metric),
    })),
    { title: 'Mean of four unseen', value: (run) => unseenAp(run, metric), mean: true },
  ];
  const cell = (row: BenchmarkRow, { title, value, mean }: (typeof columns)[number]) => {
    const summary = overSeeds(row.runs.map(value));
    const className = mean ? 'end mean' : 'end';
    if (summary === null)
      return (
        <td key={title} className={className}>
          –
        </td>
      );
    return (
      <td key={title} className={className}>
        <button
          type="button"
          className="link-button"
          aria-label={`${row.title}, ${title}: ${formatAp(summary.mean)}. Show its runs`}
          onClick={() => onOpen(row.name)}
        >
          {formatAp(summary.mean)}
        </button>
        {row.runs.length > 1 ? (
          <small className="interval">
            {formatAp(summary.min)} to {formatAp(summary.max)}
          </small>
        ) : null}
      </td>
    );
  };
  return (
    <TableScroll label="Benchmark">
      <table className="results-table">
        <thead>
          <tr>
            <th scope="col">Row</th>
            <th scope="col">Init, classifier, pooling</th>
            <th scope="col" className="end">
              Seeds
            </th>
            {columns.map(({ title }) => (
              <th key={title} scope="col" className="end">
                {title}
              </th>
            ))}
            {metric === 'voc11' ? (
              <th scope="col" className="end">
                Unseen, against none
              </th>
            ) : null}
          </tr>
        </thead>
        <tbody>
          {results.rows.map((row) => (
            <tr key={row.name}>
              <th scope="row">
                {row.title}
                {row.oracle ? <span className="badge"> oracle</span> : null}
              </th>
              <td className="muted small">
                {row.init}, {row.classifier}, {row.pooling}
              </td>
              <td className="end">
                {row.runs.length === 0 ? <span className="muted">not trained yet</span> : row.runs.length}
              </td>
              {columns.map((column) => cell(row, column))}
              {metric === 'voc11' ? <td className="end">{against(row)}</td> : null}
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  );
}

function against({ difference }: BenchmarkRow) {
  if (difference === null) return null;
  return (
    <>
      {formatDifference(difference.mean)}
      {difference.interval ? <small className="interval">{formatInterval(difference.interval)}</small> : null}
    </>
  );
}
