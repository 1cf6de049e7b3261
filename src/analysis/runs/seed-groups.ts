import { mean, variance } from '../../math/statistics';
import type { RunHead } from '../../runs/library/library-record';
import type { Points } from '../../runs/records/run-series';

/** Places of runs that differ in their seed alone, group by group, in the order of the first of each. */
export function seedGroups(heads: readonly RunHead[]): readonly (readonly number[])[] {
  const groups = new Map<string, number[]>();
  heads.forEach((head, place) => {
    const key = configurationKey(head);
    groups.set(key, [...(groups.get(key) ?? []), place]);
  });
  return [...groups.values()];
}

/** All that decides what a run computes, but its seed. */
function configurationKey(head: RunHead): string {
  const { kind, provenance } = head;
  const about = { kind, model: provenance.modelHash };
  switch (head.kind) {
    case 'optimisation':
      return sorted({ ...about, config: { ...head.config, seed: null }, images: head.images.length });
    case 'training': {
      const { config, start, scenes, domains = null, dataSet = null, targetPrompts } = head;
      return sorted({ ...about, config: { ...config, seed: null }, start, scenes, domains, dataSet, targetPrompts });
    }
    case 'evaluation':
      // Nothing of it is drawn at random.
      return head.id;
    default:
      return head satisfies never;
  }
}

/** JSON with its keys in order: records that were stored list them in another one. */
function sorted(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

/** The title of runs that differ in their seed: what their titles share, and how many they are. */
export function groupTitle(titles: readonly string[]): string {
  const [first = '', ...others] = titles.map((title) => title.replace(/,? seed \d+/u, ''));
  const count = `mean of ${titles.length} runs`;
  return others.every((other) => other === first) ? `${first}, ${count}` : `${titles[0]} and others, ${count}`;
}

/** Mean of curves with the sample standard deviation around it. */
export interface MeanCurve {
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** Mean less and more one standard deviation (n − 1). */
  readonly band: { readonly low: Float64Array; readonly high: Float64Array };
}

/** Where all of the curves have a finite value. @param curves at least two, over the same kind of abscissae */
export function meanCurve(curves: readonly Points[]): MeanCurve {
  const values = curves.map(({ x, y }) => new Map(Array.from(x, (place, row) => [place, y[row]!])));
  const rows = Array.from(curves[0]?.x ?? []).flatMap((place) => {
    const found = values.map((one) => one.get(place) ?? NaN);
    if (!found.every(Number.isFinite)) return [];
    return [{ place, mean: mean(found), deviation: Math.sqrt(variance(found, 1)) }];
  });
  return {
    x: Float64Array.from(rows, ({ place }) => place),
    y: Float64Array.from(rows, (row) => row.mean),
    band: {
      low: Float64Array.from(rows, (row) => row.mean - row.deviation),
      high: Float64Array.from(rows, (row) => row.mean + row.deviation),
    },
  };
}
