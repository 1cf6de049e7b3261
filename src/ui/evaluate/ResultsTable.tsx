import { bootstrapResamples, fewestImages } from '../../analysis/results/evaluation-intervals';
import type { MeanApCell, MeanApRow, MeanApTable } from '../../analysis/results/mean-ap-table';
import type { EvaluationRecord } from '../../runs/records/evaluation-record';
import { paperMetric } from '../../runs/records/paper-tables';
import type { DetectionMetric } from '../../metrics/detection-metric';
import { formatNumberOf, formatPercent } from '../format';
import { domainTitle, formatAp, formatDifference, formatInterval, metricTexts } from '../common/evaluation-labels';
import { TableScroll } from '../common/TableScroll';
import type { IntervalsState } from './use-difference-intervals';
import { Explained } from '../hints/Explained';

interface ResultsTableProps {
  readonly table: MeanApTable;
  /** By which the numbers are; rows by another one say so. */
  readonly metric: DetectionMetric;
  readonly intervals: IntervalsState;
  /** The domain that the panels below look at; null for all. */
  readonly focused: string | null;
  readonly onFocus: (domain: string | null) => void;
}

/** Mean AP like the paper's Table 1: a row for each detector, a column for each domain; then what B changes. */
export function ResultsTable({ table, metric, intervals, focused, onFocus }: ResultsTableProps) {
  const { domains, unseenCount, rows } = table;
  const ranked = domains.some(({ role }) => role !== null);
  return (
    <TableScroll label="Mean average precision">
      <table className="table results-table">
        <thead>
          <tr>
            <th scope="col">Mean AP × 100</th>
            {domains.map(({ name, role }) => (
              <th key={name} scope="col" className="end">
                <button
                  type="button"
                  className="column-button"
                  aria-pressed={focused === name}
                  title={`Look at ${domainTitle(name)} below`}
                  onClick={() => onFocus(focused === name ? null : name)}
                >
                  {domainTitle(name)}
                </button>
                {role === null ? null : <small>{role}</small>}
              </th>
            ))}
            {unseenCount > 1 ? (
              <th scope="col" className="end mean">
                {ranked ? 'Mean of unseen' : 'Mean'}
              </th>
            ) : null}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)} className={row.kind === 'paper' ? 'paper-row' : undefined}>
              <RowHead row={row} metric={metric} intervals={intervals} />
              {row.cells.map((cell, at) => (
                <td key={domains[at]!.name} className="end">
                  <CellTexts row={row} cell={cell} intervals={intervals} />
                </td>
              ))}
              {unseenCount > 1 ? (
                <td className="end mean">
                  <CellTexts row={row} cell={row.unseen} intervals={intervals} />
                </td>
              ) : null}
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  );
}

function keyOf(row: MeanApRow): string {
  switch (row.kind) {
    case 'detector':
      return `${row.side} ${row.metric}`;
    case 'difference':
      return row.kind;
    case 'paper':
      return `paper ${row.method}`;
    default:
      return row satisfies never;
  }
}

function RowHead({ row, metric, intervals }: Pick<ResultsTableProps, 'metric' | 'intervals'> & { row: MeanApRow }) {
  switch (row.kind) {
    case 'detector':
      return (
        <th scope="row">
          <Explained meaning={provenanceText(row.record)}>
            <strong>{row.side.toUpperCase()}</strong> {row.record.title}
          </Explained>
          {row.metric === metric ? null : <small className="interval">{metricTexts[row.metric].label}</small>}
        </th>
      );
    case 'difference':
      return (
        <th scope="row">
          <strong>B − A</strong>{' '}
          <Explained
            meaning={`95 % percentile bootstrap over images, ${bootstrapResamples} resamples, both detectors on the same draw; the same streets in all domains. It says nothing about other training seeds.`}
          >
            95 % interval
          </Explained>
          {intervals.kind === 'too-few' ? (
            <small className="interval">needs {fewestImages} images a domain</small>
          ) : null}
        </th>
      );
    case 'paper':
      return (
        <th scope="row">
          <strong>Paper</strong> {row.method}
          <small className="interval">{paperMetric}</small>
        </th>
      );
    default:
      return row satisfies never;
  }
}

interface CellTextsProps {
  readonly row: MeanApRow;
  readonly cell: MeanApCell;
  readonly intervals: IntervalsState;
}

function CellTexts({ row, cell: { value, partial, interval }, intervals }: CellTextsProps) {
  if (row.kind !== 'difference')
    return (
      <>
        {formatAp(value)}
        {partial ? (
          <small className="interval">
            {partial.done} of {formatNumberOf(partial.planned, 'image')}
          </small>
        ) : null}
      </>
    );
  return (
    <>
      {formatDifference(value)}
      {interval ? <small className="interval">{formatInterval(interval)}</small> : null}
      {intervals.kind === 'working' && value !== null ? (
        <small className="interval muted">{formatPercent(intervals.share)}</small>
      ) : null}
    </>
  );
}

/** What the detector's file says of its training, a line each. */
function provenanceText({ config: { detectorProvenance } }: EvaluationRecord): string {
  return Object.entries(detectorProvenance)
    .map(([name, value]) => `${name}: ${value.length > 120 ? `${value.slice(0, 120)}…` : value}`)
    .join('\n');
}
