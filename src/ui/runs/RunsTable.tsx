import { Pin } from 'lucide-react';
import { subjectOf, type RunEntry } from '../../runs/library/library-record';
import { changeRun } from '../../state/library/kept-runs';
import { runColumns, type RunColumn } from '../../analysis/run-table';
import { store, useStore } from '../../state/store/store';
import { formatAp } from '../evaluate/evaluation-labels';
import { TableScroll } from '../evaluate/TableScroll';
import { formatBytes, formatCount, formatLoss, formatSeconds } from '../format';
import { columnTexts, formatDate, kindTexts, statusTexts } from './run-labels';
import { RunTitle } from './RunTitle';

/** All runs that pass the filter, a line each. */
export function RunsTable({ entries }: { readonly entries: readonly RunEntry[] }) {
  const selected = useStore((state) => state.selectedRuns);
  const opened = useStore((state) => state.openedRun);
  const unstored = useStore((state) => state.unstoredRuns);
  const { selectRuns } = store.getState();
  const shown = entries.filter(({ head }) => selected.includes(head.id)).length;
  const all = shown > 0 && shown === entries.length;
  return (
    <TableScroll label="Table of runs">
      <table className="table runs-table">
        <thead>
          <tr>
            <th scope="col">
              <input
                type="checkbox"
                aria-label="Select all runs shown"
                checked={all}
                ref={(box) => {
                  if (box) box.indeterminate = shown > 0 && !all;
                }}
                onChange={() => selectRuns(all ? [] : entries.map(({ head }) => head.id))}
              />
            </th>
            <th scope="col">
              <span className="visually-hidden">Pinned</span>
            </th>
            {runColumns.map((column) => (
              <SortHeading key={column} column={column} />
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
            />
          ))}
        </tbody>
      </table>
    </TableScroll>
  );
}

function SortHeading({ column }: { readonly column: RunColumn }) {
  const { column: by, descending } = useStore((state) => state.runsSort);
  const { sortRunsBy } = store.getState();
  const { label, title, end } = columnTexts[column];
  const direction = by === column ? (descending ? 'descending' : 'ascending') : 'none';
  return (
    <th scope="col" className={end ? 'end' : column === 'backend' ? 'gap' : undefined} aria-sort={direction}>
      <button type="button" className="sort-button" title={title} onClick={() => sortRunsBy(column)}>
        {label}
        <span aria-hidden="true">{direction === 'none' ? '' : descending ? ' ↓' : ' ↑'}</span>
      </button>
    </th>
  );
}

interface LineProps {
  readonly entry: RunEntry;
  readonly selected: boolean;
  readonly opened: boolean;
  readonly stored: boolean;
}

function Line({ entry, selected, opened, stored }: LineProps) {
  const { head, summary, pinned, note, bytes } = entry;
  const { toggleRunSelected } = store.getState();
  const subject = subjectOf(head);
  return (
    <tr className={opened ? 'opened' : undefined}>
      <td>
        <input
          type="checkbox"
          aria-label={`Select ${head.title}`}
          checked={selected}
          onChange={() => toggleRunSelected(head.id)}
        />
      </td>
      <td>
        <button
          type="button"
          className={`button quiet compact icon pin ${pinned ? 'pinned' : ''}`}
          aria-pressed={pinned}
          aria-label={`Pin ${head.title}`}
          title={pinned ? 'Unpin' : 'Pin to the top'}
          onClick={() => void changeRun(head.id, { pinned: !pinned })}
        >
          <Pin />
        </button>
      </td>
      <th scope="row">
        <RunTitle entry={entry} />
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
      <td className="end">{formatAp(summary.ap)}</td>
      <td className="end nowrap">{summary.seconds === null ? '–' : formatSeconds(summary.seconds)}</td>
      <td className="gap">{head.provenance.backend}</td>
      <td className="end nowrap">{formatBytes(bytes)}</td>
    </tr>
  );
}
