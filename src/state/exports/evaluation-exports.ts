import type { DetectionMetric } from '../../metrics/detection-metric';
import { describeSource } from '../../runs/records/evaluation-plan';
import { paperMetric } from '../../runs/records/paper-tables';
import type { EvaluationRecord } from '../../runs/records/evaluation-record';
import { aboutRun } from '../../runs/export/about-run';
import { cocoInstances, cocoResults } from '../../runs/export/coco';
import { classTable, meanTable, type Difference, type EvaluationNumbers } from '../../runs/export/evaluation-tables';
import { precisionRecallFigure } from '../../runs/figures/precision-recall-figure';
import { thresholdSweepFigure } from '../../runs/figures/threshold-sweep-figure';
import { bootstrapResamples, fewestImages } from '../../analysis/results/evaluation-intervals';
import { besidesReference, meanApTable, type MeanApCell, type MeanApRow } from '../../analysis/results/mean-ap-table';
import { precisionRecallPlots } from '../../analysis/results/precision-recall-plots';
import { askEvaluation } from '../evaluation-worker/evaluation-client';
import type { EvaluationFocus } from '../store/evaluation-slice';
import type { ExportItem } from './download';
import { figureExports } from './figure-exports';
import { tableExports } from './table-exports';

export interface ExportedEvaluations {
  readonly a: EvaluationRecord;
  readonly b: EvaluationRecord | null;
  readonly metric: DetectionMetric;
  /** What the metric is, in a sentence. */
  readonly meaning: string;
  readonly domainTitle: (name: string) => string;
  /** Null is all domains together. */
  readonly domain: string | null;
}

/** The two tables in three forms, and the boxes behind them for COCO’s tools. */
export function evaluationExports(evaluations: ExportedEvaluations): readonly ExportItem[] {
  const { a, b, domain, metric } = evaluations;
  const of = domain ?? 'all';
  return [
    ...tableExports('Mean AP', `mean-ap-${metric}`, async () => meanTable(await numbers(evaluations, true))),
    ...tableExports('AP of each class', `class-ap-${metric}`, async () =>
      classTable(await numbers(evaluations, false)),
    ),
    { label: 'Ground truth, COCO instances', fileName: `instances-${of}.json`, make: () => cocoInstances(a, domain) },
    {
      label: `Detections of ${b ? 'A' : a.title}, COCO results`,
      fileName: `results-a-${of}.json`,
      make: () => cocoResults(a, domain),
    },
    ...(b
      ? [
          {
            label: 'Detections of B, COCO results',
            fileName: `results-b-${of}.json`,
            make: () => cocoResults(b, domain),
          },
        ]
      : []),
  ];
}

/** What panels show of one domain and one class, or of all. */
export function closerExports(
  { a, b, domain, domainTitle }: ExportedEvaluations,
  { side, classIndex, scoreThresh }: Pick<EvaluationFocus, 'side' | 'classIndex' | 'scoreThresh'>,
): readonly ExportItem[] {
  const records = b ? [a, b] : [a];
  const className = classIndex === null ? null : (a.classes[classIndex] ?? String(classIndex));
  const of = [domain ?? 'all', ...(className === null ? [] : [className])].join('-');
  const looked = domain === null ? 'All domains' : domainTitle(domain);
  const look = { domain, classIndex, scoreThresh };
  const about = { domain, class: className, scoreThresh };
  const swept = (side === 'b' ? b : null) ?? a;
  return [
    ...figureExports('Precision and recall', `precision-recall-${of}`, async () =>
      precisionRecallFigure({
        title: `${looked}, IoU above .5`,
        labels: records.map(({ title }) => title),
        plots: precisionRecallPlots(await askEvaluation({ a, b }, 'curves', look), a.classes, classIndex),
        note: `at the score threshold ${scoreThresh.toFixed(2)}`,
        about: { ...about, evaluations: records.map(aboutRun) },
      }),
    ),
    ...figureExports('Threshold sweep', `threshold-sweep-${side}-${of}`, async () =>
      thresholdSweepFigure({
        title: [swept.title, looked, ...(className === null ? [] : [className])].join(', '),
        ...(await askEvaluation({ a, b }, 'sweep', { ...look, side })),
        about: { ...about, evaluations: [aboutRun(swept)] },
      }),
    ),
  ];
}

async function numbers(
  { a, b, metric, meaning, domainTitle }: ExportedEvaluations,
  withIntervals: boolean,
): Promise<EvaluationNumbers> {
  const { source } = a.config;
  const records = { a, b };
  const query = { metric, besideReference: besidesReference(a, metric) };
  const averages = await askEvaluation(records, 'averages', query);
  const enough =
    withIntervals && averages.comparable.length > 0 && a.domains.every(({ images }) => images.length >= fewestImages);
  const intervals = b && enough ? await askEvaluation(records, 'intervals', { metric }) : null;
  const { domains, rows } = meanApTable(records, metric, averages, intervals);
  const byDomain = <Value>(values: readonly Value[]) =>
    new Map(domains.map(({ name }, at) => [name, values[at]!] as const));
  const difference = rows.find(({ kind }) => kind === 'difference');
  return {
    caption: `${meaning} In percent. ${describeSource(source)}. ${a.provenance.modelName} (${a.provenance.modelHash.slice(0, 8)}).`,
    metric,
    classes: a.classes,
    domains: domains.map(({ name }) => ({ name, title: domainTitle(name) })),
    detectors: ([a, b] as const).flatMap((record, at) => {
      const side = at === 0 ? averages.a : averages.b;
      return record && side
        ? [
            {
              title: record.title,
              byDomain: new Map(side.domains.map(({ name, values }) => [name, values])),
              unseen: side.unseen,
            },
          ]
        : [];
    }),
    beside: rows.flatMap((row) => besideRow(row, metric, byDomain)),
    difference: difference
      ? {
          byDomain: byDomain(difference.cells.map(changeOf)),
          unseen: changeOf(difference.unseen),
          note: intervals
            ? `Difference: second minus first, with 95 % percentile bootstrap intervals over images (${bootstrapResamples} resamples).`
            : 'Difference: second minus first.',
        }
      : null,
  };
}

/** A row that is by another metric than the detectors', in percent. */
function besideRow(
  row: MeanApRow,
  metric: DetectionMetric,
  byDomain: (values: readonly (number | null)[]) => ReadonlyMap<string, number | null>,
): NonNullable<EvaluationNumbers['beside']> {
  if (row.kind === 'difference' || (row.kind === 'detector' && row.metric === metric)) return [];
  const percent = ({ value }: MeanApCell) => (value === null ? null : value * 100);
  const names =
    row.kind === 'paper'
      ? { title: `Paper, ${row.method} (${paperMetric})`, metric: paperMetric }
      : { title: `${row.record.title}, by the paper’s evaluator`, metric: row.metric };
  return [{ ...names, byDomain: byDomain(row.cells.map(percent)), unseen: percent(row.unseen) }];
}

function changeOf({ value, interval = null }: MeanApCell): Difference {
  return { value, interval };
}
