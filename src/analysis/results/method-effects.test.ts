import { expect, test } from 'vitest';
import { testBenchmark } from '../../runs/export/testing-benchmark';
import type { ForestRow } from '../../runs/figures/forest-figure';
import { paperEffect } from '../../runs/records/paper-tables';
import { benchmarkEffects, effectsText, methodSlopes } from './method-effects';

test('the paper’s differences are those of its table 7', () => {
  // Means of night clear, dusk rainy, night rainy and day foggy: 31.6, 29.75 and 30.1, against 30.4.
  expect(paperEffect('additive')).toBeCloseTo(1.2, 9);
  expect(paperEffect('random')).toBeCloseTo(-0.65, 9);
  expect(paperEffect('unrelated')).toBeCloseTo(-0.3, 9);
  expect(paperEffect('jitter')).toBeNull();
});

test('differences and slopes are in points, of rows that have them', () => {
  const [text] = benchmarkEffects(testBenchmark);
  expect(text).toMatchObject({ name: 'text-chosen', paper: null });
  expect(text!.value).toBeCloseTo(15, 9);
  expect(text!.interval!.low).toBeCloseTo(10, 9);
  expect(text!.interval!.high).toBeCloseTo(20, 9);
  const slopes = methodSlopes(testBenchmark.rows);
  expect(slopes.map(({ name, main }) => [name, main])).toEqual([
    ['none', true],
    ['text-chosen', false],
  ]);
  expect(slopes[0]!.source).toBeCloseTo(70, 9);
});

const row = (name: string, value: number, low: number, high: number): ForestRow => ({
  name,
  title: name,
  value,
  interval: { low, high },
  paper: null,
});

test.each([
  [
    [row('additive', 0.4, -0.6, 1.5), row('jitter', 2.8, 0.8, 4.9), row('pin', -1.5, -3, -0.1)],
    'CLIP the Gap is not shown to help on the four unseen domains: +0.4 AP, 95 % −0.6 to +1.5. Shown to help: jitter (+2.8). Shown to harm: pin (−1.5).',
  ],
  [
    [row('additive', 1.2, 0.1, 2)],
    'CLIP the Gap is shown to help on the four unseen domains: +1.2 AP, 95 % +0.1 to +2.0. No other row is shown to help.',
  ],
  [
    [row('additive', -1, -2, -0.5)],
    'CLIP the Gap is shown to harm on the four unseen domains: −1.0 AP, 95 % −2.0 to −0.5. No other row is shown to help.',
  ],
  [
    [{ ...row('additive', 0.3, 0, 0), interval: null }],
    'CLIP the Gap has +0.3 on the four unseen domains, with too few seeds for an interval. No other row is shown to help.',
  ],
  [[], 'CLIP the Gap has no runs yet. No other row is shown to help.'],
] as const)('the sentence follows from the intervals', (rows, text) => expect(effectsText(rows)).toBe(text));
