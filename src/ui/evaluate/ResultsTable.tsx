import { mean } from '../../math/statistics';
import type { BootstrapInterval } from '../../metrics/bootstrap';
import type { DetectionMetric } from '../../metrics/detection-metric';
import { isSourceDomain } from '../../runs/records/benchmark-results';
import { plannedImages } from '../../runs/records/evaluation-plan';
import type { EvaluationRecord } from '../../runs/records/evaluation-record';
import { paperMetric, paperRows, paperValue } from '../../runs/records/paper-tables';
import { bootstrapResamples, fewestImages } from '../../analysis/evaluation-intervals';
import type { Averages, SideAverages } from '../../analysis/evaluation-queries';
import { store, useStore } from '../../state/store/store';
import { formatNumberOf, formatPercent } from '../format';
import { domainTitle, formatAp, formatDifference, formatInterval, metricTexts } from './evaluation-labels';
import { useDifferenceIntervals } from './use-difference-intervals';
import { TableScroll } from './TableScroll';

interface ResultsTableProps {
  readonly a: EvaluationRecord;
  readonly b: EvaluationRecord | null;
  /** That of the averages. */
  readonly metric: DetectionMetric;
  readonly averages: Averages;
}

/** Mean AP like the paper's Table 1: a row for each detector, a column for each domain; then what B changes. */
export function ResultsTable({ a, b, metric, averages }: ResultsTableProps) {
  const focused = useStore((state) => state.evaluationFocus.domain);
  const running = useStore((state) => state.evaluationProgress !== null);
  const { setEvaluationFocus } = store.getState();
  const intervals = useDifferenceIntervals(a, b, metric, !running);
  const names = a.domains.map(({ name }) => name);
  const meanOf = (side: SideAverages, name: string, by: DetectionMetric) => {
    const domain = side.domains.find((candidate) => candidate.name === name);
    return (by === metric ? domain?.values.mean : domain?.reference) ?? null;
  };
  const partial = (record: EvaluationRecord, side: SideAverages, name: string) => {
    const at = side.domains.findIndex((domain) => domain.name === name);
    const done = side.domains[at]?.images ?? 0;
    const planned = plannedImages(record.config.source, at);
    return done === 0 || done === planned ? null : (
      <small className="interval">
        {done} of {formatNumberOf(planned, 'image')}
      </small>
    );
  };
  const ofB = b && averages.b;
  const differences = new Map(
    averages.comparable.map((name) => {
      const before = meanOf(averages.a, name, metric);
      const after = ofB && meanOf(ofB, name, metric);
      return [name, before === null || after === null ? null : after - before] as const;
    }),
  );
  const { source } = a.config;
  // Of another data set nobody knows what training saw.
  const ranked = source.kind === 'builtin' || source.layout === 'diverse-weather';
  const unseen = names.filter((name) => !isSourceDomain(name));
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
  const row = (label: string, record: EvaluationRecord, side: SideAverages, by = metric) => (
    <tr>
      <th scope="row" title={provenanceOf(record)}>
        <strong>{label}</strong> {record.title}
        {by === metric ? null : <small className="interval">{metricTexts[by].label}</small>}
      </th>
      {names.map((name) => (
        <td key={name} className="end">
          {formatAp(meanOf(side, name, by))}
          {partial(record, side, name)}
        </td>
      ))}
      {unseen.length > 1 ? (
        <td className="end mean">{formatAp(by === metric ? side.unseen : side.unseenReference)}</td>
      ) : null}
    </tr>
  );
  const besidePaper =
    source.kind === 'data-set' &&
    source.layout === 'diverse-weather' &&
    names.some((name) => paperValue(paperRows[0]!, name) !== null);
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
                {ranked ? <small>{isSourceDomain(name) ? 'source' : 'unseen'}</small> : null}
              </th>
            ))}
            {unseen.length > 1 ? (
              <th scope="col" className="end mean">
                {ranked ? 'Mean of unseen' : 'Mean'}
              </th>
            ) : null}
          </tr>
        </thead>
        <tbody>
          {row('A', a, averages.a)}
          {b && ofB ? row('B', b, ofB) : null}
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
          {besidePaper && metric !== 'voc2007-reference' ? row('A', a, averages.a, 'voc2007-reference') : null}
          {besidePaper && metric !== 'voc2007-reference' && b && ofB ? row('B', b, ofB, 'voc2007-reference') : null}
          {besidePaper ? <PaperRows names={names} unseen={unseen} /> : null}
        </tbody>
      </table>
    </TableScroll>
  );
}

/** The paper's Table 1, beside our numbers by its evaluator. */
function PaperRows({ names, unseen }: { readonly names: readonly string[]; readonly unseen: readonly string[] }) {
  return paperRows.map((row) => {
    const targets = unseen.flatMap((name) => paperValue(row, name) ?? []);
    return (
      <tr key={row.name} className="paper-row">
        <th scope="row">
          <strong>Paper</strong> {row.name}
          <small className="interval">{paperMetric}</small>
        </th>
        {names.map((name) => (
          <td key={name} className="end">
            {paperValue(row, name)?.toFixed(1) ?? '–'}
          </td>
        ))}
        {unseen.length > 1 ? (
          <td className="end mean">{targets.length === unseen.length ? mean(targets).toFixed(1) : '–'}</td>
        ) : null}
      </tr>
    );
  });
}

/** What the detector's file says of its training, a line each. */
function provenanceOf({ config: { detectorProvenance } }: EvaluationRecord): string {
  return Object.entries(detectorProvenance)
    .map(([name, value]) => `${name}: ${value.length > 120 ? `${value.slice(0, 120)}…` : value}`)
    .join('\n');
}
