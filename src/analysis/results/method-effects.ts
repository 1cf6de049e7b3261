import type { AblationResults, AblationRow } from '../../runs/records/ablation-results';
import {
  domainAp,
  overSeeds,
  unseenAp,
  type BenchmarkResults,
  type BenchmarkRow,
} from '../../runs/records/benchmark-results';
import { paperEffect } from '../../runs/records/paper-tables';
import { signedPoints, verdict, type ForestRow } from '../../runs/figures/forest-figure';
import type { SlopeLine } from '../../runs/figures/slope-figure';
import { sourceDomain } from '../../scenes/conditions';

/** What each method changes on the four unseen domains against none, in points of AP, the largest first. */
export function benchmarkEffects({ rows }: BenchmarkResults): readonly ForestRow[] {
  return sorted(
    rows.flatMap(({ name, title, overNone }) =>
      overNone === null ? [] : [effect(name, title, overNone.value, overNone.interval)],
    ),
  );
}

/** The same of the ablation's augmentations. */
export function ablationEffects({ rows }: AblationResults): readonly ForestRow[] {
  return sorted(
    augmentations(rows).flatMap(({ name, title, difference }) =>
      difference === null ? [] : [effect(name, title, difference.mean, difference.interval)],
    ),
  );
}

function augmentations(rows: readonly AblationRow[]): readonly AblationRow[] {
  return rows.filter(({ method }) => method !== 'none');
}

function effect(
  name: string,
  title: string,
  value: number,
  interval: { readonly low: number; readonly high: number } | null,
): ForestRow {
  return {
    name,
    title,
    value: 100 * value,
    interval: interval && { low: 100 * interval.low, high: 100 * interval.high },
    paper: paperEffect(name),
  };
}

function sorted(rows: readonly ForestRow[]): readonly ForestRow[] {
  return rows.toSorted((a, b) => b.value - a.value);
}

/** AP on the source and on the four unseen domains, in percent, of every row that was tested on them. */
export function methodSlopes(rows: readonly (BenchmarkRow | AblationRow)[]): readonly SlopeLine[] {
  return rows.flatMap(({ name, title, runs }) => {
    const source = overSeeds(runs.map((run) => domainAp(run, sourceDomain, 'voc11')));
    const unseen = overSeeds(runs.map((run) => unseenAp(run, 'voc11')));
    return source && unseen && Number.isFinite(source.mean) && Number.isFinite(unseen.mean)
      ? [{ name, title, source: 100 * source.mean, unseen: 100 * unseen.mean, main: mainRows.includes(name) }]
      : [];
  });
}

/** Drawn so that they are found at once: what everything is measured by, and the paper's method. */
const mainRows: readonly string[] = ['none', 'additive'];

/** The slopes of the ablation: its whole detector, with and without augmentations. */
export function ablationSlopes({ rows }: AblationResults): readonly SlopeLine[] {
  return methodSlopes(rows.filter(({ name, method }) => method !== 'none' || name === 'none'));
}

/** What the intervals say, in one sentence for the paper's method and one for each that is shown to differ from none. */
export function effectsText(rows: readonly ForestRow[]): string {
  const gap = rows.find(({ name }) => name === 'additive');
  const others = rows.filter(({ name }) => name !== 'additive');
  const named = (sign: 1 | -1) =>
    others
      .filter((row) => verdict(row) === sign)
      .map(({ title, value }) => `${title} (${signedPoints(value)})`)
      .join(', ');
  const [better, worse] = [named(1), named(-1)];
  return [
    gap ? gapText(gap) : 'CLIP the Gap has no runs yet.',
    better === '' ? 'No other row is shown to help.' : `Shown to help: ${better}.`,
    ...(worse === '' ? [] : [`Shown to harm: ${worse}.`]),
  ].join(' ');
}

function gapText(row: ForestRow): string {
  const { interval, value } = row;
  if (interval === null)
    return `CLIP the Gap has ${signedPoints(value)} on the four unseen domains, with too few seeds for an interval.`;
  const said = { 1: 'is shown to help', 0: 'is not shown to help', [-1]: 'is shown to harm' }[verdict(row)];
  return `CLIP the Gap ${said} on the four unseen domains: ${signedPoints(value)} AP, 95 % ${signedPoints(interval.low)} to ${signedPoints(interval.high)}.`;
}
