import type { ApByMetric } from '../../evaluation/domain-result';
import { mean } from '../../math/statistics';
import type { BenchmarkResults, BenchmarkRow } from '../records/benchmark-results';
import {
  benchmarkColumns,
  columnSets,
  type BenchmarkCell,
  type BenchmarkColumn,
  type ColumnSet,
} from './benchmark-columns';
import type { ResultCell, ResultTable } from './result-table';

/**
 * The recorded table, rows with runs: mean over seeds with the least and the largest, differences and shares with their 95 % interval. Rows that know target
 * images or a prior are not ranked with the others.
 * @param set which columns; `all` for every one
 * @param meaning what the metric is, in words
 */
export function benchmarkTable(
  results: BenchmarkResults,
  set: ColumnSet | 'all',
  metric: keyof ApByMetric,
  meaning: string,
): ResultTable {
  const columns = set === 'all' ? allColumns(metric, results) : benchmarkColumns(set, metric, results);
  const rows = results.rows.filter(({ runs }) => runs.length > 0);
  return {
    caption: `${meaning} Mean over seeds [least, largest]; differences and shares [95 % interval]. In parentheses what a row trained on.`,
    columns: ['Row', 'Knows', ...columns.map(({ title }) => title)],
    metrics: rows.map(() => metric),
    rows: rows.map((row) => [
      { kind: 'text', text: row.title },
      { kind: 'text', text: row.knows.replace('-', ' ') },
      ...columns.map((column) => exportedCell(column.cell(row), column.lowerIsBetter ? undefined : rivalsOf(row))),
    ]),
  };
}

/** With whom a row is ranked. */
function rivalsOf({ knows }: BenchmarkRow): string {
  return knows === 'nothing' || knows === 'prompt' ? 'fair' : knows;
}

/** Each title once: sets share some. */
function allColumns(metric: keyof ApByMetric, results: BenchmarkResults): readonly BenchmarkColumn[] {
  const columns = columnSets.flatMap((set) =>
    benchmarkColumns(set, metric, results).map((column) =>
      set === 'conditions' && column.title === 'D-ECE' ? { ...column, title: 'D-ECE, other conditions' } : column,
    ),
  );
  return columns.filter(({ title }, at) => columns.findIndex((column) => column.title === title) === at);
}

/** @param rankedIn undefined for a column that is not ranked */
function exportedCell(cell: BenchmarkCell, rankedIn: string | undefined): ResultCell {
  switch (cell.kind) {
    case 'text':
      return cell;
    case 'seeds': {
      const { summary, runs } = cell;
      if (summary === null) return { kind: 'number', value: null };
      const spread = runs > 1 ? { low: 100 * summary.min, high: 100 * summary.max } : null;
      return { kind: 'number', value: 100 * summary.mean, spread, ...(rankedIn === undefined ? {} : { rankedIn }) };
    }
    case 'difference':
    case 'share': {
      const { estimate } = cell;
      const interval = estimate?.interval;
      return {
        kind: 'number',
        value: estimate && 100 * estimate.value,
        spread: interval ? { low: 100 * interval.low, high: 100 * interval.high } : null,
        signed: cell.kind === 'difference',
        digits: cell.kind === 'share' ? 0 : 1,
      };
    }
    case 'number':
      return cell.greyed && cell.value !== null
        ? { kind: 'text', text: `(${(100 * cell.value).toFixed(1)})` }
        : { kind: 'number', value: cell.value && 100 * cell.value };
    case 'minutes':
      return { kind: 'number', value: cell.minutes, digits: 0 };
    default:
      return cell satisfies never;
  }
}

/** Pairs of rows, seed by seed, with Student's paired t. */
export function pairTable({ rows, pairs }: BenchmarkResults): ResultTable {
  const seeds = [...new Set(pairs.flatMap(({ bySeed }) => bySeed.map(({ seed }) => seed)))].sort((a, b) => a - b);
  const title = (name: string) => rows.find((row) => row.name === name)?.title ?? name;
  const difference = (value: number | null): ResultCell => ({
    kind: 'number',
    value: value === null ? null : 100 * value,
    signed: true,
  });
  return {
    caption:
      'Mean AP at IoU 0.5 (VOC 2007) on the four unseen weathers, the row minus the other, trained with the same seed; their mean [95 % interval of Student’s paired t]; p by Holm over all pairs of rows with five seeds.',
    columns: ['Row', 'Other', ...seeds.map((seed) => `seed ${seed}`), 'mean', 'p', 'p by Holm'],
    metrics: pairs.map(() => 'voc11'),
    rows: pairs.map(({ row, other, bySeed, t, adjustedP }) => [
      { kind: 'text', text: title(row) },
      { kind: 'text', text: title(other) },
      ...seeds.map((seed) => difference(bySeed.find((one) => one.seed === seed)?.difference ?? null)),
      {
        ...difference(mean(bySeed.map((one) => one.difference))),
        spread: t && { low: 100 * t.interval.low, high: 100 * t.interval.high },
      },
      { kind: 'number', value: t?.p ?? null, digits: 3 },
      { kind: 'number', value: adjustedP, digits: 3 },
    ]),
  };
}
