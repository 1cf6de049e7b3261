import { mean } from '../../math/statistics';
import type { BootstrapInterval } from '../../metrics/bootstrap';
import type { EvaluationRecord } from '../../runs/evaluation-record';
import { domainMetric, pairedDomains, sourceDomain, unseenMean } from '../../state/evaluation-analysis';
import { bootstrapResamples, fewestImages } from '../../state/evaluation-intervals';
import { store, useStore } from '../../state/store';
import { formatPercent } from '../format';
import { domainTitle, formatAp, formatDifference, formatInterval } from './labels';
import { useDifferenceIntervals } from './use-difference-intervals';
import { TableScroll } from './TableScroll';

interface ResultsTableProps {
  readonly a: EvaluationRecord;
  readonly b: EvaluationRecord | null;
}

/** Mean AP like the paper's Table 1: a row for each detector, a column for each domain; then what B changes. */
export function ResultsTable({ a, b }: ResultsTableProps) {
  const { metric, domain: focused } = useStore((state) => state.evaluationFocus);
  const running = useStore((state) => state.evaluationProgress !== null);
  const { setEvaluationFocus } = store.getState();
  const intervals = useDifferenceIntervals(a, b, metric, !running);
  const classCount = a.classes.length;
  const names = a.domains.map(({ name }) => name);
  const meanOf = (record: EvaluationRecord, name: string) => {
    const domain = record.domains.find((candidate) => candidate.name === name);
    return domain ? domainMetric(domain, classCount, metric).mean : null;
  };
  const partial = (record: EvaluationRecord, name: string) => {
    const done = record.domains.find((domain) => domain.name === name)?.images.length ?? 0;
    const { imagesPerDomain } = record.config.source;
    return done === 0 || done === imagesPerDomain ? null : (
      <small className="interval">
        {done} of {imagesPerDomain} images
      </small>
    );
  };
  const differences = new Map(
    (b ? pairedDomains(a, b) : []).map(({ name, a: ofA, b: ofB }) => {
      const before = domainMetric(ofA, classCount, metric).mean;
      const after = domainMetric(ofB, classCount, metric).mean;
      return [name, before === null || after === null ? null : after - before] as const;
    }),
  );
  const unseen = names.filter((name) => name !== sourceDomain);
  const unseenDifferences = unseen.map((name) => differences.get(name) ?? null).filter((value) => value !== null);
  const unseenDifference =
    unseen.length > 0 && unseenDifferences.length === unseen.length ? mean(unseenDifferences) : null;
  const interval = (value: BootstrapInterval | null | undefined) =>
    intervals.kind === 'ready' && value ? (
      <small className="interval">{formatInterval(value)}</small>
    ) : intervals.kind === 'working' ? (
      <small className="interval muted">{formatPercent(intervals.share)}</small>
    ) : null;
  const ready = intervals.kind === 'ready' ? intervals.intervals : null;
  const row = (label: string, record: EvaluationRecord) => (
    <tr>
      <th scope="row" title={provenanceOf(record)}>
        <strong>{label}</strong> {record.title}
      </th>
      {names.map((name) => (
        <td key={name} className="end">
          {formatAp(meanOf(record, name))}
          {partial(record, name)}
        </td>
      ))}
      {unseen.length > 1 ? <td className="end mean">{formatAp(unseenMean(record, metric))}</td> : null}
    </tr>
  );
  return (
    <TableScroll label="Mean average precision">
      <table className="table results-table">
        <thead>
          <tr>
            <th scope="col">Mean AP × 100</th>
            {names.map((name) => (
              <th key={name} scope="col" className="end">
                <button
                  type="button"
                  className="column-button"
                  aria-pressed={focused === name}
                  title={`Look at ${domainTitle(name)} below`}
                  onClick={() => setEvaluationFocus({ domain: focused === name ? null : name })}
                >
                  {domainTitle(name)}
                </button>
                <small>{name === sourceDomain ? 'source' : 'unseen'}</small>
              </th>
            ))}
            {unseen.length > 1 ? (
              <th scope="col" className="end mean">
                Mean of unseen
              </th>
            ) : null}
          </tr>
        </thead>
        <tbody>
          {row('A', a)}
          {b ? row('B', b) : null}
          {b ? (
            <tr>
              <th scope="row">
                <strong>B − A</strong>{' '}
                <abbr
                  title={`95 % percentile bootstrap over images, ${bootstrapResamples} resamples, both detectors on the same draw; the same streets in all domains. It says nothing about other training seeds.`}
                >
                  95 % interval
                </abbr>
                {intervals.kind === 'too-few' ? (
                  <small className="interval">needs {fewestImages} images a domain</small>
                ) : null}
              </th>
              {names.map((name) => (
                <td key={name} className="end">
                  {formatDifference(differences.get(name) ?? null)}
                  {interval(ready?.byDomain.get(name))}
                </td>
              ))}
              {unseen.length > 1 ? (
                <td className="end mean">
                  {formatDifference(unseenDifference)}
                  {unseenDifference === null ? null : interval(ready?.unseen)}
                </td>
              ) : null}
            </tr>
          ) : null}
        </tbody>
      </table>
    </TableScroll>
  );
}

/** What the detector's file says of its training, a line each. */
function provenanceOf({ config: { detectorProvenance } }: EvaluationRecord): string {
  return Object.entries(detectorProvenance)
    .map(([name, value]) => `${name}: ${value.length > 120 ? `${value.slice(0, 120)}…` : value}`)
    .join('\n');
}
