import type { ApKind } from './ap-kinds';
import {
  benchmarkColumns,
  type BenchmarkCell,
  type BenchmarkColumn,
  type ColumnSet,
} from '../../runs/export/benchmark-columns';
import type { BenchmarkResults, BenchmarkRow } from '../../runs/records/benchmark-results';
import { knowledge, type Knowledge } from '../../method/knowledge';
import { formatAp, formatDifference, formatInterval } from '../common/evaluation-labels';
import { TableScroll } from '../common/TableScroll';
import { columnTitle } from './column-texts';
import { Explained } from '../hints/Explained';

interface BenchmarkTableProps {
  readonly results: BenchmarkResults;
  readonly set: ColumnSet;
  readonly metric: ApKind;
  /** Name of the row whose details are shown. */
  readonly opened: string | null;
  readonly onOpen: (row: string, opener: HTMLButtonElement) => void;
}

/** A line for each row that has runs, by what it knows of the target weathers. Its title leads to its details. */
export function BenchmarkTable({ results, set, metric, opened, onOpen }: BenchmarkTableProps) {
  const columns = benchmarkColumns(set, metric, results);
  return (
    <TableScroll label="Methods">
      <table className="table results-table benchmark">
        <thead>
          <tr>
            <th scope="col">Row</th>
            {columns.map((column) => (
              <th key={column.title} scope="col" className={`end ${column.main ? 'mean' : ''}`}>
                {column.meaning === undefined ? (
                  columnTitle(column)
                ) : (
                  <Explained meaning={column.meaning}>{columnTitle(column)}</Explained>
                )}
              </th>
            ))}
          </tr>
        </thead>
        {groupsOf(results.rows).map(({ knows, rows }) => (
          <tbody key={knows}>
            <tr>
              <th scope="rowgroup" colSpan={columns.length + 1} className="muted small">
                <Explained meaning={knowledge[knows].meaning}>{knowsTitle(knows)}</Explained>
              </th>
            </tr>
            {rows.map((row) => (
              <tr key={row.name} className={opened === row.name ? 'opened' : ''}>
                <th scope="row">
                  <button
                    type="button"
                    className="link-button"
                    aria-pressed={opened === row.name}
                    aria-label={`${row.title}. Show its details`}
                    title={row.does}
                    onClick={({ currentTarget }) => onOpen(row.name, currentTarget)}
                  >
                    {row.title}
                  </button>{' '}
                  {row.wantedSeeds === 1 ? <span className="badge">one seed</span> : null}
                </th>
                {columns.map((column) => (
                  <Cell key={column.title} column={column} cell={column.cell(row)} />
                ))}
              </tr>
            ))}
          </tbody>
        ))}
      </table>
    </TableScroll>
  );
}

/** `Knows nothing`. */
function knowsTitle(knows: Knowledge): string {
  const { label } = knowledge[knows];
  return `${label.charAt(0).toUpperCase()}${label.slice(1)}`;
}

function groupsOf(rows: readonly BenchmarkRow[]) {
  return (Object.keys(knowledge) as Knowledge[])
    .map((knows) => ({ knows, rows: rows.filter((row) => row.knows === knows && row.runs.length > 0) }))
    .filter((group) => group.rows.length > 0);
}

interface CellProps {
  readonly column: BenchmarkColumn;
  readonly cell: BenchmarkCell;
}

function Cell({ column, cell }: CellProps) {
  const greyed = cell.kind === 'number' && cell.greyed;
  const { text, spread } = cellTexts(cell);
  return (
    <td className={`end ${column.main ? 'mean' : ''} ${greyed ? 'greyed' : ''}`}>
      {greyed ? <Explained meaning="The row trained on it.">{text}</Explained> : text}
      {spread === null ? null : <small className="interval">{spread}</small>}
    </td>
  );
}

function cellTexts(cell: BenchmarkCell): { readonly text: string; readonly spread: string | null } {
  switch (cell.kind) {
    case 'text':
      return { text: cell.text || '–', spread: null };
    case 'seeds': {
      if (cell.summary === null) return { text: '–', spread: null };
      const { mean, min, max } = cell.summary;
      return { text: formatAp(mean), spread: cell.runs > 1 ? `${formatAp(min)}–${formatAp(max)}` : null };
    }
    case 'difference': {
      const { estimate } = cell;
      return {
        text: formatDifference(estimate?.value ?? null),
        spread: estimate?.interval ? formatInterval(estimate.interval) : null,
      };
    }
    case 'share': {
      const { estimate } = cell;
      if (estimate === null) return { text: '–', spread: null };
      const { value, interval } = estimate;
      return {
        text: `${whole(value)} %`,
        spread: interval ? `${whole(interval.low)} to ${whole(interval.high)} %` : null,
      };
    }
    case 'number':
      return { text: formatAp(cell.value), spread: null };
    case 'minutes':
      return { text: cell.minutes === null ? '–' : cell.minutes.toFixed(0), spread: null };
    default:
      return cell satisfies never;
  }
}

/** A share in percent. */
function whole(share: number): string {
  return (100 * share).toFixed(0).replace('-', '−');
}
