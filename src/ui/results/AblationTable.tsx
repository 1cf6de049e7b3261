import { ablationColumns, ablationGroups, seedsSummary, type AblationColumn } from '../../runs/export/ablation-columns';
import type { AblationResults, AblationRow } from '../../runs/records/ablation-results';
import { cosineText } from '../../runs/records/cosine-text';
import { domainTitle, formatAp, formatDifference, formatInterval } from '../common/evaluation-labels';
import { TableScroll } from '../common/TableScroll';
import type { ApKind } from './ap-kinds';
import { Explained } from '../hints/Explained';

interface AblationTableProps {
  readonly results: AblationResults;
  readonly metric: ApKind;
  /** What is looked at. */
  readonly opened: OpenedCell | null;
  readonly onOpen: (cell: OpenedCell, opener: HTMLButtonElement) => void;
}

/** A row of the table, or one of its numbers. */
export interface OpenedCell {
  /** The row's name. */
  readonly row: string;
  /** Title of the column; null for the row as a whole. */
  readonly column: string | null;
  /** Titles of the images that the number is about; none for the row as a whole. */
  readonly domains: readonly string[];
}

/** A line for each row. Its title leads to its runs, and so does every number, for which the keyboard does not stop. */
export function AblationTable({ results, metric, opened, onOpen }: AblationTableProps) {
  const columns = ablationColumns(metric);
  const cell = (row: AblationRow, column: AblationColumn) => {
    const title = columnTitle(column);
    const domains = column.kind === 'validation' ? [title] : column.domains.map(domainTitle);
    const summary = seedsSummary(row, column);
    const current = opened?.row === row.name && opened.column === title;
    const className = `end ${column.kind === 'unseen' ? 'mean' : ''} ${current ? 'opened' : ''}`;
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
          tabIndex={-1}
          aria-pressed={current}
          aria-label={`${row.title}, ${title}: ${formatAp(summary.mean)}. Show its runs`}
          onClick={({ currentTarget }) => onOpen({ row: row.name, column: title, domains }, currentTarget)}
        >
          {formatAp(summary.mean)}
        </button>
        {row.runs.length > 1 ? (
          <small className="interval">
            {formatAp(summary.min)}–{formatAp(summary.max)}
          </small>
        ) : null}
      </td>
    );
  };
  return (
    <TableScroll label="Ablation">
      <table className="table results-table benchmark">
        <thead>
          <tr>
            <th scope="col">Row</th>
            <th scope="col">Init, classifier, pooling</th>
            <th scope="col" className="end">
              Seeds
            </th>
            {columns.map(columnTitle).map((title) => (
              <th key={title} scope="col" className="end">
                {title}
              </th>
            ))}
            {metric === 'voc11' ? (
              <th scope="col" className="end">
                Unseen, against none
              </th>
            ) : null}
            <th scope="col" className="end">
              <Explained meaning="Mean cosine of what is added with the true mean shift.">Align&shy;ment</Explained>
            </th>
          </tr>
        </thead>
        {ablationGroups(results.rows).map(({ title, rows }) => (
          <tbody key={title}>
            <tr>
              <th scope="rowgroup" colSpan={columns.length + 5} className="muted small">
                {title}
              </th>
            </tr>
            {rows.map((row) => (
              <tr key={row.name} className={opened?.row === row.name ? 'opened' : ''}>
                <th scope="row">
                  <button
                    type="button"
                    className="link-button"
                    aria-pressed={opened?.row === row.name}
                    aria-label={`${row.title}. Show its runs`}
                    disabled={row.runs.length === 0}
                    onClick={({ currentTarget }) => onOpen({ row: row.name, column: null, domains: [] }, currentTarget)}
                  >
                    {row.title}
                  </button>{' '}
                  {row.oracle ? <span className="badge">oracle</span> : null}
                </th>
                <td className="muted small">{headText(row)}</td>
                <td className="end">{row.runs.length}</td>
                {columns.map((column) => cell(row, column))}
                {metric === 'voc11' ? <td className="end">{against(row)}</td> : null}
                <td className="end">{cosineText(row.alignment)}</td>
              </tr>
            ))}
          </tbody>
        ))}
      </table>
    </TableScroll>
  );
}

function columnTitle({ kind, domains }: AblationColumn): string {
  switch (kind) {
    case 'validation':
      return 'Validation';
    case 'domain':
      return domainTitle(domains[0]!);
    case 'unseen':
      return 'Mean of four unseen';
    default:
      return kind satisfies never;
  }
}

function headText({ init, classifier, pooling }: AblationRow): string {
  return `${init === 'clip' ? 'CLIP' : init}, ${classifier}, ${pooling}`;
}

function against({ difference }: AblationRow) {
  if (difference === null) return null;
  return (
    <>
      {formatDifference(difference.mean)}
      {difference.interval ? <small className="interval">{formatInterval(difference.interval)}</small> : null}
    </>
  );
}
