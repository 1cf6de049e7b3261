import { evaluatedDomains } from '../../analysis/runs/run-selection';
import type { RunEntry } from '../../runs/library/library-record';
import { domainTitle, formatAp } from '../common/evaluation-labels';
import { TableScroll } from '../common/TableScroll';
import { formatNumberOf } from '../format';

/** Mean AP of evaluations on their domains, a line each. */
export function ApByDomain({ entries }: { readonly entries: readonly RunEntry[] }) {
  const names = evaluatedDomains(entries);
  return (
    <TableScroll label="Mean AP by domain">
      <table className="table results-table">
        <thead>
          <tr>
            <th scope="col">AP50, VOC 2007, × 100</th>
            {names.map((name) => (
              <th key={name} scope="col" className="end">
                {domainTitle(name)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {entries.map(({ head, summary }) => (
            <tr key={head.id}>
              <th scope="row">{head.title}</th>
              {names.map((name) => {
                const domain = summary.domains.find((candidate) => candidate.name === name);
                return (
                  <td key={name} className="end">
                    {formatAp(domain?.map50 ?? null)}
                    {domain ? <small className="interval">{formatNumberOf(domain.images, 'image')}</small> : null}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  );
}
