import type { BootstrapInterval } from '../../metrics/bootstrap';
import type { MetricValues } from '../../metrics/detection-metric';
import type { ResultCell, ResultTable } from './result-table';

/** One detector's numbers, 0 to 1. */
export interface DetectorNumbers {
  readonly title: string;
  /** By the name of the domain. */
  readonly byDomain: ReadonlyMap<string, MetricValues>;
  /** Mean over the domains that training never saw; null where it is not known. */
  readonly unseen: number | null;
}

export interface Difference {
  readonly value: number | null;
  readonly interval: BootstrapInterval | null;
}

export interface EvaluationNumbers {
  /** How the numbers were computed, and on what. */
  readonly caption: string;
  /** Its short name. */
  readonly metric: string;
  readonly classes: readonly string[];
  readonly domains: readonly { readonly name: string; readonly title: string }[];
  readonly detectors: readonly DetectorNumbers[];
  /** What stands beside them, in percent, by metrics of their own: the detectors by the paper's evaluator, and the paper's numbers. */
  readonly beside?: readonly {
    readonly title: string;
    readonly metric: string;
    readonly byDomain: ReadonlyMap<string, number | null>;
    readonly unseen: number | null;
  }[];
  /** Of the second detector from the first; null without a second. */
  readonly difference: {
    readonly byDomain: ReadonlyMap<string, Difference>;
    readonly unseen: Difference;
    /** What the interval is. */
    readonly note: string;
  } | null;
}

const percent = (value: number | null) => (value === null ? null : value * 100);
const words = (text: string): ResultCell => ({ kind: 'text', text });

/** A row for each detector, a column for each domain, as the paper's Table 1; then what the second changes. */
export function meanTable({
  caption,
  metric,
  domains,
  detectors,
  beside = [],
  difference,
}: EvaluationNumbers): ResultTable {
  const changed = ({ value, interval }: Difference): ResultCell => ({
    kind: 'number',
    value: percent(value),
    spread: interval && { low: interval.low * 100, high: interval.high * 100 },
    signed: true,
  });
  const noDifference: Difference = { value: null, interval: null };
  return {
    caption: difference ? `${caption} ${difference.note}` : caption,
    metrics: [...detectors.map(() => metric), ...beside.map((one) => one.metric), ...(difference ? [metric] : [])],
    columns: ['Detector', ...domains.map(({ title }) => title), 'Mean of unseen'],
    rows: [
      ...detectors.map(({ title, byDomain, unseen }) => [
        words(title),
        ...domains.map(({ name }) => ranked(byDomain.get(name)?.mean ?? null, 'detector')),
        ranked(unseen, 'detector'),
      ]),
      ...beside.map(({ title, byDomain, unseen }) => [
        words(title),
        ...domains.map(({ name }): ResultCell => ({ kind: 'number', value: byDomain.get(name) ?? null })),
        { kind: 'number', value: unseen } as const,
      ]),
      ...(difference
        ? [
            [
              words('Difference'),
              ...domains.map(({ name }) => changed(difference.byDomain.get(name) ?? noDifference)),
              changed(difference.unseen),
            ],
          ]
        : []),
    ],
  };
}

/** A row for each domain and detector, a column for each class, as the paper's Tables 2 to 5. */
export function classTable({ caption, metric, classes, domains, detectors }: EvaluationNumbers): ResultTable {
  const rows = domains.flatMap(({ name, title: domain }) =>
    detectors.flatMap(({ title, byDomain }) => {
      const values = byDomain.get(name);
      return values
        ? [[words(domain), words(title), ...values.classes.map((ap) => ranked(ap, name)), ranked(values.mean, name)]]
        : [];
    }),
  );
  return {
    caption,
    columns: ['Domain', 'Detector', ...classes, 'Mean'],
    metrics: rows.map(() => metric),
    rows,
  };
}

function ranked(value: number | null, rankedIn: string): ResultCell {
  return { kind: 'number', value: percent(value), rankedIn };
}
