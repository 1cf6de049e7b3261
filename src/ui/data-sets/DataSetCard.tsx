import { Ruler } from 'lucide-react';
import type { DataSetInfo } from '../../engine/engine';
import { classFates, evaluationOf } from '../../state/settings/data-choices';
import { removeDataSet } from '../../state/files/open-data-set';
import { store, useStore } from '../../state/store/store';
import { ConfirmButton } from '../common/ConfirmButton';
import { TableScroll } from '../evaluate/TableScroll';
import { domainTitle } from '../evaluate/evaluation-labels';
import { formatCount, formatNumberOf } from '../format';
import { DataReport } from './DataReport';

const formatTexts: Readonly<Record<DataSetInfo['format'], string>> = { voc: 'Pascal VOC', coco: 'COCO', yolo: 'YOLO' };
const imagesAtFirst = 50;

/** One data set: its parts, its classes, and what of it was left out. */
export function DataSetCard({ info }: { readonly info: DataSetInfo }) {
  const busy = useStore(
    ({ evaluationProgress, training: { status } }) => evaluationProgress !== null || status === 'running',
  );
  const { title, format, layout, parts } = info;
  const evaluate = () => {
    const { setEvaluationChoice, setDataShown, setView } = store.getState();
    setEvaluationChoice({ source: evaluationOf(info, imagesAtFirst) });
    setDataShown(false);
    setView('evaluate');
  };
  return (
    <li className="data-set">
      <div className="button-row">
        <strong>{title}</strong>
        <span className="badge">{layout === 'diverse-weather' ? 'Diverse Weather' : formatTexts[format]}</span>
        <span className="data-tools">
          <button type="button" className="button compact" onClick={evaluate}>
            <Ruler />
            Evaluate on it
          </button>
          <ConfirmButton
            label="Remove"
            compact
            accessibleName={`Remove ${title}`}
            title={busy ? 'Wait until the engine is free.' : 'Take it off the page; its files stay where they are'}
            disabled={busy}
            onConfirm={() => void removeDataSet(info.id)}
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
      <Problems info={info} />
    </li>
  );
}

/** The classes, and what the detector that is chosen for evaluation calls them. */
function Classes({ info }: { readonly info: DataSetInfo }) {
  const detectors = useStore((state) => state.detectors);
  const chosen = useStore((state) => state.evaluationChoice.a.detector);
  const detector = detectors.find(({ name }) => name === chosen);
  const fates = classFates(info, detector?.config.classes ?? []);
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
  const report = useStore((state) => state.dataReports[info.id]);
  const [problems, count] =
    report?.kind === 'done'
      ? [report.description.problems, report.description.problems.length]
      : [info.problems.map(({ file, reason }) => ({ file, message: reason })), info.problemCount];
  if (count === 0) return <p className="muted small">No problems found.</p>;
  const shown = problems.slice(0, mostShown);
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
