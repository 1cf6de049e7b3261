import type { DomainResult } from '../../evaluation/domain-result';
import {
  type BenchmarkResults,
  type BenchmarkRow,
  type BenchmarkRun,
  domainAp,
  overSeeds,
  unseenAp,
  unseenDomains,
} from '../records/benchmark-results';
import { sourceDomain } from '../../scenes/conditions';
import type { ResultCell, ResultTable } from './result-table';

type Metric = keyof DomainResult['map50'];

/**
 * The recorded table: mean over seeds with the least and the largest. The difference is known by VOC 2007 alone. Rows marked oracle are not ranked with
 * the others.
 * @param meaning what the metric is, in words
 */
export function benchmarkTable({ rows }: BenchmarkResults, metric: Metric, meaning: string): ResultTable {
  const columns: readonly (readonly [title: string, value: (run: BenchmarkRun) => number])[] = [
    ['validation', ({ validation }) => validation.map50[metric] ?? NaN],
    ...[sourceDomain, ...unseenDomains].map(
      (name) => [name, (run: BenchmarkRun) => domainAp(run, name, metric)] as const,
    ),
    ['mean of four unseen', (run) => unseenAp(run, metric)],
  ];
  const differs = metric === 'voc11';
  return {
    caption: `${meaning} Mean over seeds [least, largest]; detectors trained on ${sourceDomain} alone.${
      differs ? ' Difference from no augmentation on the unseen domains [95 % interval].' : ''
    } Alignment: mean cosine of what is added with the true mean shift.`,
    columns: [
      'Row',
      'Init',
      'Classifier',
      'Pooling',
      'Augmentation',
      'Seeds',
      ...columns.map(([title]) => title),
      ...(differs ? ['unseen − none'] : []),
      'alignment',
    ],
    metrics: rows.map(() => metric),
    rows: rows.map((row) => [
      ...[
        row.oracle ? `${row.title} (oracle)` : row.title,
        row.init,
        row.classifier,
        row.pooling,
        row.method,
        String(row.runs.length),
      ].map((text): ResultCell => ({ kind: 'text', text })),
      ...columns.map(([, value]) => seedsCell(row, value)),
      ...(differs ? [differenceCell(row)] : []),
      { kind: 'number', value: row.alignment, digits: 2 } as const,
    ]),
  };
}

function seedsCell(row: BenchmarkRow, value: (run: BenchmarkRun) => number): ResultCell {
  const summary = overSeeds(row.runs.map((run) => 100 * value(run)));
  if (summary === null || Number.isNaN(summary.mean)) return { kind: 'number', value: null };
  const { mean, min, max } = summary;
  return {
    kind: 'number',
    value: mean,
    spread: row.runs.length > 1 ? { low: min, high: max } : null,
    rankedIn: row.oracle ? 'oracle' : 'row',
  };
}

function differenceCell({ difference }: BenchmarkRow): ResultCell {
  return {
    kind: 'number',
    value: difference && 100 * difference.mean,
    spread: difference?.interval ? { low: 100 * difference.interval.low, high: 100 * difference.interval.high } : null,
    signed: true,
  };
}
