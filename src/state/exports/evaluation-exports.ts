import { mean } from '../../math/statistics';
import { isSourceDomain } from '../../runs/records/benchmark-results';
import type { DetectionMetric } from '../../metrics/detection-metric';
import { describeSource } from '../../runs/records/evaluation-plan';
import { paperMetric, paperRows, paperValue } from '../../runs/records/paper-tables';
import type { EvaluationRecord } from '../../runs/records/evaluation-record';
import { aboutRun } from '../../runs/export/about-run';
import { cocoInstances, cocoResults } from '../../runs/export/coco';
import { classTable, meanTable, type Difference, type EvaluationNumbers } from '../../runs/export/evaluation-tables';
import { precisionRecallFigure } from '../../runs/figures/precision-recall-figure';
import { thresholdSweepFigure } from '../../runs/figures/threshold-sweep-figure';
import type { ExportItem } from './download';
import { domainMetric, pairedDomains, unseenMean, type PairedDomain } from '../../analysis/evaluation-analysis';
import { precisionRecallPlots } from '../../analysis/precision-recall-plots';
import { askEvaluation } from '../evaluation-worker/evaluation-client';
import type { EvaluationFocus } from '../store/evaluation-slice';
import { bootstrapResamples, differenceIntervals, fewestImages } from '../../analysis/evaluation-intervals';
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
  const count = a.classes.length;
  return {
    caption: `${meaning} In percent. ${describeSource(source)}. ${a.provenance.modelName} (${a.provenance.modelHash.slice(0, 8)}).`,
    metric,
    classes: a.classes,
    domains: a.domains.map(({ name }) => ({ name, title: domainTitle(name) })),
    detectors: (b ? [a, b] : [a]).map((record) => ({
      title: record.title,
      byDomain: new Map(record.domains.map((domain) => [domain.name, domainMetric(domain, count, metric)])),
      unseen: unseenMean(record, metric),
    })),
    ...(source.kind === 'data-set' && source.layout === 'diverse-weather'
      ? { beside: [...(b ? [a, b] : [a]).map(referenceNumbers), ...paperNumbers(a)] }
      : {}),
    difference: b && withIntervals ? await difference(a, b, metric) : null,
  };
}

type Beside = NonNullable<EvaluationNumbers['beside']>;

/** A detector by the paper's own evaluator: the row that can be compared with the paper's. */
function referenceNumbers(record: EvaluationRecord): Beside[number] {
  const metric = 'voc2007-reference';
  const unseen = unseenMean(record, metric);
  return {
    title: `${record.title}, by the paper’s evaluator`,
    metric,
    byDomain: new Map(
      record.domains.flatMap((domain) => {
        const { mean: value } = domainMetric(domain, record.classes.length, metric);
        return value === null ? [] : [[domain.name, 100 * value] as const];
      }),
    ),
    unseen: unseen === null ? null : 100 * unseen,
  };
}

function paperNumbers({ domains }: EvaluationRecord): Beside {
  return paperRows.map((row) => {
    const values = domains.flatMap(({ name }) => {
      const value = paperValue(row, name);
      return value === null ? [] : [[name, value] as const];
    });
    const unseen = values.filter(([name]) => !isSourceDomain(name));
    const whole = unseen.length > 0 && unseen.length === domains.filter(({ name }) => !isSourceDomain(name)).length;
    return {
      title: `Paper, ${row.name} (${paperMetric})`,
      metric: paperMetric,
      byDomain: new Map(values),
      unseen: whole ? mean(unseen.map(([, value]) => value)) : null,
    };
  });
}

/** What B changes, with intervals where there are images enough. */
async function difference(
  a: EvaluationRecord,
  b: EvaluationRecord,
  metric: DetectionMetric,
): Promise<EvaluationNumbers['difference']> {
  const pairs = pairedDomains(a, b);
  const enough = pairs.length > 0 && pairs.every((pair) => pair.a.images.length >= fewestImages);
  const intervals = enough
    ? await differenceIntervals(pairs, a.classes.length, metric, {
        sameScenes: a.config.source.kind === 'builtin',
        signal: new AbortController().signal,
        onProgress: () => undefined,
      })
    : null;
  const change = ({ a: ofA, b: ofB }: PairedDomain) => {
    const [before, after] = [ofA, ofB].map((domain) => domainMetric(domain, a.classes.length, metric).mean);
    return before === undefined || before === null || after === undefined || after === null ? null : after - before;
  };
  const byDomain = new Map(
    pairs.map((pair): [string, Difference] => [
      pair.name,
      { value: change(pair), interval: intervals?.byDomain.get(pair.name) ?? null },
    ]),
  );
  const unseen = a.domains.filter(({ name }) => !isSourceDomain(name));
  const changes = unseen.flatMap(({ name }) => byDomain.get(name)?.value ?? []);
  const whole = unseen.length > 0 && changes.length === unseen.length;
  return {
    byDomain,
    unseen: { value: whole ? mean(changes) : null, interval: whole ? (intervals?.unseen ?? null) : null },
    note: intervals
      ? `Difference: second minus first, with 95 % percentile bootstrap intervals over images (${bootstrapResamples} resamples).`
      : 'Difference: second minus first.',
  };
}
