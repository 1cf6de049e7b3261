import { classApTable, type ClassApRow } from '../../analysis/results/class-ap-table';
import type { Averages } from '../../analysis/results/evaluation-queries';
import { formatCount } from '../format';
import { domainTitle, formatAp, formatDifference } from '../common/evaluation-labels';
import { TableScroll } from '../common/TableScroll';

interface ClassTableProps {
  readonly classes: readonly string[];
  readonly averages: Averages;
}

const rowTexts: Readonly<
  Record<ClassApRow['kind'], { readonly label: string; readonly format: (value: number | null) => string }>
> = {
  objects: { label: 'objects', format: (value) => formatCount(value ?? 0) },
  a: { label: 'A', format: formatAp },
  b: { label: 'B', format: formatAp },
  difference: { label: 'B − A', format: formatDifference },
};

/** AP of each class in each domain, like the paper's Tables 2 to 5. */
export function ClassTable({ classes, averages }: ClassTableProps) {
  return (
    <details>
      <summary>Every class</summary>
      <TableScroll label="Average precision per class">
        <table className="table results-table">
          <thead>
            <tr>
              <th scope="col">AP × 100</th>
              <th scope="col">
                <span className="visually-hidden">Detector</span>
              </th>
              {classes.map((name) => (
                <th key={name} scope="col" className="end">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {classApTable(averages).map(({ domain, rows }) =>
              rows.map(({ kind, values }, at) => (
                <tr key={`${domain}/${kind}`} className={kind === 'objects' ? 'muted' : undefined}>
                  {at === 0 ? (
                    <th scope="rowgroup" rowSpan={rows.length}>
                      {domainTitle(domain)}
                    </th>
                  ) : null}
                  <th scope="row">{rowTexts[kind].label}</th>
                  {values.map((value, k) => (
                    <td key={classes[k]} className="end">
                      {rowTexts[kind].format(value)}
                    </td>
                  ))}
                </tr>
              )),
            )}
          </tbody>
        </table>
      </TableScroll>
    </details>
  );
}
