import { Pin } from 'lucide-react';
import { subjectOf, type RunEntry } from '../../runs/library/library-record';
import { selectionOf } from '../../analysis/runs/run-selection';
import { runColumns, type RunColumn, type RunsSort } from '../../analysis/runs/run-table';
import { formatAp } from '../common/evaluation-labels';
import { OriginBadge } from '../common/OriginBadge';
import { TableScroll } from '../common/TableScroll';
import { formatBytes, formatCount, formatLoss, formatSeconds } from '../format';
import { columnTexts, formatDate, kindTexts, statusTexts } from './run-labels';
import { RunTitle } from './RunTitle';

export interface RunsTableProps extends RunActions {
  /** Those that pass the filter, in the order of {@link sort}. */
  readonly entries: readonly RunEntry[];
  readonly sort: RunsSort;
  /** Ids; some may be hidden by the filter. */
  readonly selected: readonly string[];
  /** Id of the run whose details are shown. */
  readonly opened: string | null;
  /** Ids of those that are in memory only. */
  readonly unstored: ReadonlySet<string>;
  /** Ids of those of the recorded example, which can be looked at and compared, and not changed. */
  readonly examples: ReadonlySet<string>;
  readonly onSort: (column: RunColumn) => void;
  readonly onSelect: (ids: readonly string[]) => void;
}

/** What can be done with a run in its line. */
interface RunActions {
  readonly onToggle: (id: string) => void;
  readonly onOpen: (id: string) => void;
  readonly onRename: (id: string, title: string) => void;
  readonly onPin: (id: string, pinned: boolean) => void;
}

/** All runs that pass the filter, a line each. */
export function RunsTable({
  entries,
  sort,
  selected,
  opened,
  unstored,
  examples,
  onSort,
  onSelect,
  ...actions
}: RunsTableProps) {
  const selection = selectionOf(entries, selected);
  return (
    <TableScroll label="Table of runs">
      <table className="table runs-table">
        <thead>
          <tr>
            <th scope="col">
              <input
                type="checkbox"
                aria-label="Select all runs shown"
                checked={selection === 'all'}
                ref={(box) => {
                  if (box) box.indeterminate = selection === 'some';
                }}
                onChange={() => onSelect(selection === 'all' ? [] : entries.map(({ head }) => head.id))}
              />
            </th>
            <th scope="col">
              <span className="visually-hidden">Pinned</span>
            </th>
            {runColumns.map((column) => (
              <SortHeading key={column} column={column} sort={sort} onSort={onSort} />
            ))}
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <Line
              key={entry.head.id}
              entry={entry}
              selected={selected.includes(entry.head.id)}
              opened={opened === entry.head.id}
              stored={!unstored.has(entry.head.id)}
              example={examples.has(entry.head.id)}
              {...actions}
            />
          ))}
        </tbody>
      </table>
    </TableScroll>
  );
}

interface SortHeadingProps extends Pick<RunsTableProps, 'sort' | 'onSort'> {
  readonly column: RunColumn;
}

function SortHeading({ column, sort: { column: by, descending }, onSort }: SortHeadingProps) {
  const { label, title, end } = columnTexts[column];
  const direction = by === column ? (descending ? 'descending' : 'ascending') : 'none';
  return (
    <th scope="col" className={end ? 'end' : column === 'backend' ? 'gap' : undefined} aria-sort={direction}>
      <button type="button" className="sort-button" title={title} onClick={() => onSort(column)}>
        {label}
        <span aria-hidden="true">{direction === 'none' ? '' : descending ? ' ↓' : ' ↑'}</span>
      </button>
    </th>
  );
}

interface LineProps extends RunActions {
  readonly entry: RunEntry;
  readonly selected: boolean;
  readonly opened: boolean;
  readonly stored: boolean;
  readonly example: boolean;
}

function Line({ entry, selected, opened, stored, example, onToggle, onOpen, onRename, onPin }: LineProps) {
  const { head, summary, pinned, note, bytes } = entry;
  const subject = subjectOf(head);
  return (
    <tr className={opened ? 'opened' : undefined}>
      <td>
        <input
          type="checkbox"
          aria-label={`Select ${head.title}`}
          checked={selected}
          onChange={() => onToggle(head.id)}
        />
      </td>
      <td>
        {example ? null : (
          <button
            type="button"
            className={`button quiet compact icon pin ${pinned ? 'pinned' : ''}`}
            aria-pressed={pinned}
            aria-label={`Pin ${head.title}`}
            title={pinned ? 'Unpin' : 'Pin to the top'}
            onClick={() => onPin(head.id, !pinned)}
          >
            <Pin />
          </button>
        )}
      </td>
      <th scope="row">
        <RunTitle
          title={head.title}
          onOpen={() => onOpen(head.id)}
          onRename={example ? null : (title) => onRename(head.id, title)}
        />
        {example ? <OriginBadge origin="recorded" /> : null}
        {note ? <small className="muted run-note">{note}</small> : null}
      </th>
      <td>{kindTexts[head.kind]}</td>
      <td className="nowrap">{formatDate(head.createdAt)}</td>
      <td>
        {statusTexts[head.status]}
        {stored ? null : <span className="badge recorded">not stored</span>}
      </td>
      <td className="subject" title={subject}>
        {subject}
      </td>
      <td className="end">{formatCount(summary.steps)}</td>
      <td className="end">{formatLoss(summary.loss)}</td>
      <td className="end">{head.kind === 'training' ? formatAp(summary.ap) : '–'}</td>
      <td className="end">{head.kind === 'evaluation' ? formatAp(summary.ap) : '–'}</td>
      <td className="end nowrap">{summary.seconds === null ? '–' : formatSeconds(summary.seconds)}</td>
      <td className="gap">{head.provenance.backend}</td>
      <td className="end nowrap">{example ? '–' : formatBytes(bytes)}</td>
    </tr>
  );
}
