import { differenceOf, type SceneChange } from './scene-outcome';

/** Orders in which the gallery shows the scenes of a condition. */
export const sceneOrders = ['listed', 'difference'] as const;
export type SceneOrder = (typeof sceneOrders)[number];

/**
 * The indices of the scenes in an order. By difference, those come first of which more objects are found by only one detector; of equal ones the
 * first; those of which nothing is known come last.
 */
export function orderScenes(changes: readonly (SceneChange | null)[], order: SceneOrder): readonly number[] {
  const indices = changes.map((_, index) => index);
  const rank = (index: number) => (changes[index] ? differenceOf(changes[index]) : -1);
  return order === 'listed' ? indices : indices.toSorted((x, y) => rank(y) - rank(x) || x - y);
}

/** The next scene in which the detectors differ, or one before it of which nothing is known yet. */
export type NextDifference =
  | { readonly kind: 'differs' | 'unknown'; readonly index: number }
  | { readonly kind: 'none' };

/** Goes through an order from a scene on, without end, and back to it last of all. @param from the scene that is shown */
export function nextDifference(
  order: readonly number[],
  changes: readonly (SceneChange | null)[],
  from: number,
  by: 1 | -1,
): NextDifference {
  const start = order.indexOf(from);
  for (let step = 1; step < order.length + (start < 0 ? 1 : 0); step++) {
    const index = order[(start + by * step + 2 * order.length) % order.length]!;
    const change = changes[index] ?? null;
    if (change === null) return { kind: 'unknown', index };
    if (differenceOf(change) > 0) return { kind: 'differs', index };
  }
  return { kind: 'none' };
}
