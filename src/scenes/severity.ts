import type { Condition, Weather } from './types';

/** Range of the per-scene draw of severity, by weather. */
export const severityRange: Record<Weather, readonly [lo: number, hi: number]> = {
  clear: [0.1, 0.9],
  cloudy: [0.2, 0.9],
  rain: [0.3, 1],
  fog: [0.35, 1],
  snow: [0.3, 1],
  stormy: [0.4, 1],
};

/** The severity of a condition at position t in [0, 1) of its range. */
export function severityAt({ weather }: Condition, t: number): number {
  const [lo, hi] = severityRange[weather];
  return lo + (hi - lo) * t;
}
