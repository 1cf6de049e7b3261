import type { Condition, Weather } from './types';

/**
 * Range of the per-scene draw of severity, by weather. Set once, from a small detector trained from scratch on the source domain
 * (`models/pretrain/severity/`), before any method was compared.
 */
export const severityRange: Record<Weather, readonly [lo: number, hi: number]> = {
  clear: [0, 0.6],
  cloudy: [0, 0.8],
  rain: [0, 0.7],
  fog: [0, 0.6],
  snow: [0, 0.8],
  stormy: [0.1, 0.8],
};

/** The severity of a condition at position t in [0, 1) of its range. */
export function severityAt({ weather }: Condition, t: number): number {
  const [lo, hi] = severityRange[weather];
  return lo + (hi - lo) * t;
}
