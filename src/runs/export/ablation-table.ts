import type { DomainResult } from '../../evaluation/domain-result';
import type { AblationResults, AblationRow } from '../records/ablation-results';
import { sourceDomain } from '../../scenes/conditions';
import { ablationColumns, seedsSummary, type AblationColumn } from './ablation-columns';
import type { ResultCell, ResultTable } from './result-table';

type Metric = keyof DomainResult['map50'];

/**
 * The recorded table: mean over seeds with the least and the largest. The difference is known by VOC 2007 alone. Rows marked oracle are not ranked with
 * the others.
 * @param meaning what the metric is, in words
 */
export function ablationTable({ rows }: AblationResults, metric: Metric, meaning: string): ResultTable {
  const columns = ablationColumns(metric);
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
      ...columns.map(columnTitle),
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
      ...columns.map((column) => seedsCell(row, column)),
      ...(differs ? [differenceCell(row)] : []),
      { kind: 'number', value: row.alignment, digits: 2 } as const,
    ]),
  };
}

function columnTitle({ kind, domains }: AblationColumn): string {
  return kind === 'domain' ? domains[0]! : kind === 'unseen' ? 'mean of four unseen' : kind;
}

function seedsCell(row: AblationRow, column: AblationColumn): ResultCell {
  const summary = seedsSummary(row, column);
  if (summary === null) return { kind: 'number', value: null };
  const { mean, min, max } = summary;
  return {
    kind: 'number',
    value: 100 * mean,
    spread: row.runs.length > 1 ? { low: 100 * min, high: 100 * max } : null,
    rankedIn: row.oracle ? 'oracle' : 'row',
  };
}

function differenceCell({ difference }: AblationRow): ResultCell {
  return {
    kind: 'number',
    value: difference && 100 * difference.mean,
    spread: difference?.interval ? { low: 100 * difference.interval.low, high: 100 * difference.interval.high } : null,
    signed: true,
  };
}
