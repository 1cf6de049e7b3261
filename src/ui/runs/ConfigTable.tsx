import { useMemo, useState } from 'react';
import { compareConfigs } from '../../runs/records/config-differences';
import { configurationOf, type RunEntry } from '../../runs/library/library-record';
import { TableScroll } from '../common/TableScroll';

interface ConfigTableProps {
  readonly entries: readonly RunEntry[];
  readonly label: string;
}

/** Every setting of some runs side by side; of several, first what differs. */
export function ConfigTable({ entries, label }: ConfigTableProps) {
  const [differencesOnly, setDifferencesOnly] = useState(true);
  const several = entries.length > 1;
  const rows = useMemo(() => compareConfigs(entries.map(({ head }) => configurationOf(head))), [entries]);
  const shown = several && differencesOnly ? rows.filter(({ same }) => !same) : rows;
  return (
    <>
      {several ? (
        <label className="choice-line">
          <input
            type="checkbox"
            checked={differencesOnly}
            onChange={(event) => setDifferencesOnly(event.target.checked)}
          />
          Differences only
          <span className="muted small">
            {rows.filter(({ same }) => !same).length} of {rows.length} settings differ
          </span>
        </label>
      ) : null}
      {shown.length === 0 ? (
        <p className="muted">These runs have the same configuration.</p>
      ) : (
        <TableScroll label={label}>
          <table className="table config-table">
            <thead>
              <tr>
                <th scope="col">Setting</th>
                {entries.map(({ head }) => (
                  <th key={head.id} scope="col">
                    {several ? head.title : 'Value'}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {shown.map(({ key, values, same }) => (
                <tr key={key} className={several && !same ? 'differs' : undefined}>
                  <th scope="row">
                    <code>{key}</code>
                  </th>
                  {entries.map(({ head }, i) => (
                    <td key={head.id}>{values[i] ?? <span className="muted">–</span>}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </TableScroll>
      )}
    </>
  );
}
