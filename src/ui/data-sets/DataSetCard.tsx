import { LayoutGrid, Ruler } from 'lucide-react';
import type { DataSetInfo } from '../../engine/engine';
import { dataProblems } from '../../analysis/data-sets/data-summary';
import { ConfirmButton } from '../common/ConfirmButton';
import { TableScroll } from '../common/TableScroll';
import { domainTitle } from '../common/evaluation-labels';
import { formatCount, formatNumberOf } from '../format';
import { DataCopies } from './DataCopies';
import { DataReport } from './DataReport';
import { useClassFates, useDataReport, useDataSetActions } from './use-data-sets';

const formatTexts: Readonly<Record<DataSetInfo['format'], string>> = { voc: 'Pascal VOC', coco: 'COCO', yolo: 'YOLO' };

/** One data set: its parts, its classes, and what of it was left out. */
export function DataSetCard({ info }: { readonly info: DataSetInfo }) {
  const { busy, onBrowse, onEvaluate, onRemove } = useDataSetActions(info);
  const { title, format, layout, parts } = info;
  return (
    <li className="data-set">
      <div className="button-row">
        <strong>{title}</strong>
        <span className="badge">{layout === 'diverse-weather' ? 'Diverse Weather' : formatTexts[format]}</span>
        <span className="data-tools">
          <button type="button" className="button compact" onClick={onBrowse}>
            <LayoutGrid />
            Browse its pictures
          </button>
          <button type="button" className="button compact" onClick={onEvaluate}>
            <Ruler />
            Evaluate on it
          </button>
          <ConfirmButton
            label="Remove"
            compact
            accessibleName={`Remove ${title}`}
            title={busy ? 'Wait until the engine is free.' : 'Take it off the page; its files stay where they are'}
            disabled={busy}
            onConfirm={onRemove}
          />
        </span>
      </div>
      <TableScroll label={`Parts of ${title}`}>
        <table className="table">
          <thead>
            <tr>
              <th scope="col">Part</th>
              <th scope="col" className="end">
                Images
              </th>
              <th scope="col" className="end">
                Without objects
              </th>
              <th scope="col" className="end">
                Objects
              </th>
            </tr>
          </thead>
          <tbody>
            {parts.map(({ name, split, domain, images, empty, objects }) => (
              <tr key={name}>
                <th scope="row">
                  {name === domain ? (
                    <>
                      {domainTitle(name)} <span className="muted">list “{split}”, on which the paper tests</span>
                    </>
                  ) : (
                    name
                  )}
                </th>
                <td className="end">{formatCount(images)}</td>
                <td className="end">{formatCount(empty)}</td>
                <td className="end">{formatCount(objects)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
      <Classes info={info} />
      <DataReport info={info} />
      <DataCopies info={info} />
      <Problems info={info} />
    </li>
  );
}

/** The classes, and what the detector that is chosen for evaluation calls them. */
function Classes({ info }: { readonly info: DataSetInfo }) {
  const { detector, fates } = useClassFates(info);
  const unknown = fates.filter(({ known }) => known === null);
  return (
    <div className="small">
      <strong>Classes</strong>{' '}
      {fates.map(({ name, objects, known }) => (
        <span key={name} className={`data-class ${known === null && detector ? 'muted' : ''}`}>
          {name}
          {known === null || known === name ? '' : ` → ${known}`} <span className="muted">{formatCount(objects)}</span>
        </span>
      ))}
      {detector && unknown.length > 0 ? (
        <p className="problem">
          “{detector.title}” does not know {unknown.map(({ name }) => name).join(', ')}: these objects are left out of
          evaluation.
        </p>
      ) : null}
    </div>
  );
}

/** So many are shown in the page; the export of the report has all. */
const mostShown = 200;

function Problems({ info }: { readonly info: DataSetInfo }) {
  const { report } = useDataReport(info);
  const { count, listed } = dataProblems(info, report?.kind === 'done' ? report.description : null);
  if (count === 0) return <p className="muted small">No problems found.</p>;
  const shown = listed.slice(0, mostShown);
  return (
    <details className="small">
      <summary>{formatNumberOf(count, 'problem')}; what is named is left out or told of, the rest is used</summary>
      <ul className="data-problems">
        {shown.map(({ file, message }, index) => (
          <li key={`${index} ${file}`}>
            {file ? <code>{file}</code> : null} {message}
          </li>
        ))}
      </ul>
      {count > shown.length ? (
        <p className="muted">
          The first {formatCount(shown.length)} are shown. “Look at every picture” brings an export of all of them.
        </p>
      ) : null}
    </details>
  );
}
