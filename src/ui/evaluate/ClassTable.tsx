import type { EvaluationRecord } from '../../runs/records/evaluation-record';
import type { Averages } from '../../analysis/evaluation-queries';
import { formatCount } from '../format';
import { domainTitle, formatAp, formatDifference } from './evaluation-labels';
import { TableScroll } from './TableScroll';

interface ClassTableProps {
  readonly a: EvaluationRecord;
  readonly averages: Averages;
}

/** AP of each class in each domain, like the paper's Tables 2 to 5. */
export function ClassTable({ a, averages }: ClassTableProps) {
  const rows = averages.a.domains.flatMap((domain) => {
    const ofA = domain.values.classes;
    const other = averages.b?.domains.find(({ name }) => name === domain.name);
    const ofB = other?.values.classes ?? null;
    const complete = other?.images === domain.images;
    return [
      { key: 'objects', label: 'objects', cells: domain.objects.map(formatCount) },
      { key: 'A', label: 'A', cells: ofA.map(formatAp) },
      ...(ofB
        ? [
            { key: 'B', label: 'B', cells: ofB.map(formatAp) },
            {
              key: 'B − A',
              label: 'B − A',
              cells: ofB.map((ap, k) => {
                const before = ofA[k] ?? null;
                return formatDifference(complete && ap !== null && before !== null ? ap - before : null);
              }),
            },
          ]
        : []),
    ].map((line, index) => ({ ...line, domain: domain.name, first: index === 0 }));
  });
  const span = rows.filter(({ domain }) => domain === a.domains[0]?.name).length;
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
              {a.classes.map((name) => (
                <th key={name} scope="col" className="end">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ domain, key, label, cells, first }) => (
              <tr key={`${domain}/${key}`} className={key === 'objects' ? 'muted' : undefined}>
                {first ? (
                  <th scope="rowgroup" rowSpan={span}>
                    {domainTitle(domain)}
                  </th>
                ) : null}
                <th scope="row">{label}</th>
                {cells.map((cell, k) => (
                  <td key={a.classes[k]} className="end">
                    {cell}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
    </details>
  );
}
