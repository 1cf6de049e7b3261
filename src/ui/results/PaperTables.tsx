import { paperDomains, paperMetric, paperTables } from '../../runs/records/paper-tables';
import { Panel } from '../common/Panel';
import { TableScroll } from '../common/TableScroll';

/** The paper's own numbers, to compare differences with. */
export function PaperTables() {
  return (
    <Panel title="The paper’s own tables">
      <p className="muted small">
        Diverse Weather, ResNet-101, {paperMetric}. Scenes, model and budget here are other and far smaller: compare
        differences within a table, never numbers across.
      </p>
      {paperTables.map(({ title, rows }) => (
        <TableScroll key={title} label={title}>
          <table className="table results-table">
            <caption>{title}</caption>
            <thead>
              <tr>
                <th scope="col">Method</th>
                {paperDomains.map((name) => (
                  <th key={name} scope="col" className="end">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map(({ name, values }) => (
                <tr key={name}>
                  <th scope="row">{name}</th>
                  {values.map((value, i) => (
                    <td key={paperDomains[i]} className="end">
                      {value.toFixed(1)}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </TableScroll>
      ))}
    </Panel>
  );
}
