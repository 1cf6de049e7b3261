import { mean } from '../../math/statistics';
import type { BootstrapInterval } from '../../metrics/bootstrap';
import type { DetectionMetric } from '../../metrics/detection-metric';
import { isSourceDomain } from '../../runs/records/benchmark-results';
import { plannedImages } from '../../runs/records/evaluation-plan';
import type { EvaluationRecord } from '../../runs/records/evaluation-record';
import { paperRows, paperValue } from '../../runs/records/paper-tables';
import type { DifferenceIntervals } from './evaluation-intervals';
import type { Averages, SideAverages } from './evaluation-queries';
import type { EvaluationRecords } from './evaluation-records';
import type { EvaluationSide } from './evaluation-sides';

/** A mean AP, 0 to 1, or a difference of two; null where there is none. */
export interface MeanApCell {
  readonly value: number | null;
  /** Of a domain that is not done. */
  readonly partial?: { readonly done: number; readonly planned: number };
  readonly interval?: BootstrapInterval | null;
}

interface Cells {
  /** By domain. */
  readonly cells: readonly MeanApCell[];
  /** Mean over the domains that training never saw; null where one of them is not known. */
  readonly unseen: MeanApCell;
}

/** A row: a detector, what B changes, or a method of the paper. */
export type MeanApRow =
  | (Cells & {
      readonly kind: 'detector';
      readonly side: EvaluationSide;
      readonly record: EvaluationRecord;
      readonly metric: DetectionMetric;
    })
  | (Cells & { readonly kind: 'difference' })
  | (Cells & { readonly kind: 'paper'; readonly method: string });

export interface MeanApTable {
  readonly domains: readonly {
    readonly name: string;
    /** Null where nobody knows what training saw. */
    readonly role: 'source' | 'unseen' | null;
  }[];
  /** How many domains the mean is over; of one it says nothing new. */
  readonly unseenCount: number;
  readonly rows: readonly MeanApRow[];
}

/** Whether the paper's evaluator and the paper's numbers stand beside: on its own data set, and by another metric than its own. */
export function besidesReference({ config: { source } }: EvaluationRecord, metric: DetectionMetric): boolean {
  return isPaperDataSet(source) && metric !== 'voc2007-reference';
}

function isPaperDataSet(source: EvaluationRecord['config']['source']): boolean {
  return source.kind === 'data-set' && source.layout === 'diverse-weather';
}

/**
 * Mean AP like the paper's Table 1: a row for each detector, a column for each domain; then what B changes, and what the paper has.
 * @param metric of the averages
 * @param intervals of the differences; null where there are none
 */
export function meanApTable(
  { a, b }: EvaluationRecords,
  metric: DetectionMetric,
  averages: Averages,
  intervals: DifferenceIntervals | null,
): MeanApTable {
  const { source } = a.config;
  const names = a.domains.map(({ name }) => name);
  const unseenNames = names.filter((name) => !isSourceDomain(name));
  const sides = [
    { side: 'a', record: a, averages: averages.a } as const,
    ...(b && averages.b ? [{ side: 'b', record: b, averages: averages.b } as const] : []),
  ];
  const detectors = (by: DetectionMetric) =>
    sides.map(({ side, record, averages: ofSide }): MeanApRow => ({
      kind: 'detector',
      side,
      record,
      metric: by,
      cells: names.map((name) => domainCell(record, ofSide, name, by === metric)),
      unseen: { value: by === metric ? ofSide.unseen : ofSide.unseenReference },
    }));
  return {
    domains: names.map((name) => ({ name, role: roleOf(name, source) })),
    unseenCount: unseenNames.length,
    rows: [
      ...detectors(metric),
      ...(b ? [differenceRow(names, unseenNames, averages, intervals)] : []),
      ...(besidesReference(a, metric) ? detectors('voc2007-reference') : []),
      ...(isPaperDataSet(source) && names.some((name) => paperValue(paperRows[0]!, name) !== null)
        ? paperRows.map((row) => paperRow(row, names, unseenNames))
        : []),
    ],
  };
}

function roleOf(name: string, source: EvaluationRecord['config']['source']) {
  if (source.kind !== 'builtin' && !isPaperDataSet(source)) return null;
  return isSourceDomain(name) ? 'source' : 'unseen';
}

/** @param main whether by the metric of the averages; else by the paper's evaluator */
function domainCell(record: EvaluationRecord, side: SideAverages, name: string, main: boolean): MeanApCell {
  const at = side.domains.findIndex((domain) => domain.name === name);
  const domain = side.domains[at];
  const value = (main ? domain?.values.mean : domain?.reference) ?? null;
  const [done, planned] = [domain?.images ?? 0, plannedImages(record.config.source, at)];
  return done === 0 || done === planned ? { value } : { value, partial: { done, planned } };
}

/** Domains count of which both detectors saw the same images. */
function differenceRow(
  names: readonly string[],
  unseenNames: readonly string[],
  { a, b, comparable }: Averages,
  intervals: DifferenceIntervals | null,
): MeanApRow {
  const meanOf = (side: SideAverages | null, name: string) =>
    side?.domains.find((domain) => domain.name === name)?.values.mean ?? null;
  const change = (name: string) => {
    const [before, after] = [meanOf(a, name), meanOf(b, name)];
    return before === null || after === null || !comparable.includes(name) ? null : after - before;
  };
  const unseen = meanOfAll(unseenNames.map(change));
  return {
    kind: 'difference',
    cells: names.map((name) => ({ value: change(name), interval: intervals?.byDomain.get(name) ?? null })),
    unseen: { value: unseen, interval: unseen === null ? null : (intervals?.unseen ?? null) },
  };
}

function paperRow(
  row: (typeof paperRows)[number],
  names: readonly string[],
  unseenNames: readonly string[],
): MeanApRow {
  const value = (name: string) => {
    const percent = paperValue(row, name);
    return percent === null ? null : percent / 100;
  };
  return {
    kind: 'paper',
    method: row.name,
    cells: names.map((name) => ({ value: value(name) })),
    unseen: { value: meanOfAll(unseenNames.map(value)) },
  };
}

/** Null where one of them is not known, or there is none. */
function meanOfAll(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length > 0 && known.length === values.length ? mean(known) : null;
}
