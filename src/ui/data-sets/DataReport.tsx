import { ScanSearch } from 'lucide-react';
import type { DataSetDescription, DataSetInfo } from '../../engine/engine';
import { summariseParts } from '../../analysis/data-sets/data-summary';
import { ExportMenu } from '../common/ExportMenu';
import { ProgressBar } from '../common/ProgressBar';
import { TableScroll } from '../common/TableScroll';
import { formatCount, formatNumberOf } from '../format';
import { partText } from './part-text';
import { dataReportExports, useDataReport } from './use-data-sets';

/** What all pictures of a data set are, once somebody asks: objects of each class, sizes, and a download of everything. */
export function DataReport({ info }: { readonly info: DataSetInfo }) {
  const { report, onDescribe, onCancel } = useDataReport(info);
  switch (report?.kind) {
    case undefined:
      return (
        <div className="button-row small">
          <button type="button" className="button compact" onClick={onDescribe}>
            <ScanSearch />
            Look at every picture
          </button>
          <span className="muted">Sizes, objects of each class, and what does not fit its picture.</span>
        </div>
      );
    case 'measuring': {
      const { progress } = report;
      return (
        <div className="stack">
          <div className="button-row">
            <output className="small">
              {progress
                ? `Looked at ${formatCount(progress.done)} of ${formatNumberOf(progress.total, 'picture')}`
                : 'Looking at the pictures…'}
            </output>
            <button type="button" className="button compact" onClick={onCancel}>
              Cancel
            </button>
          </div>
          <ProgressBar label="Pictures" value={progress ? progress.done / Math.max(1, progress.total) : null} />
        </div>
      );
    }
    case 'done':
      return <Report title={info.title} description={report.description} />;
    default:
      return report satisfies never;
  }
}

function Report({ title, description }: { readonly title: string; readonly description: DataSetDescription }) {
  const parts = summariseParts(description);
  return (
    <section className="data-report" aria-label={`Report of ${title}`}>
      <div className="button-row">
        <strong className="small">Objects by class</strong>
        <span className="data-tools">
          <ExportMenu name={`Export the report of ${title}`} items={dataReportExports(title, description)} />
        </span>
      </div>
      <TableScroll label={`Objects of ${title} by class`}>
        <table className="table">
          <thead>
            <tr>
              <th scope="col">Class</th>
              {parts.map(({ name }) => (
                <th key={name} scope="col" className="end">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {description.classes.map((name, index) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                {parts.map((part) => (
                  <td key={part.name} className="end">
                    {formatCount(part.objects[index]!)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
      <ul className="data-sizes small" aria-label={`Pictures of ${title}`}>
        {parts.map((part) => (
          <li key={part.name}>
            <strong>{part.name}</strong> {partText(part)}
          </li>
        ))}
      </ul>
    </section>
  );
}
