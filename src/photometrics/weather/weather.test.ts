import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { RgbImage } from '../../geometry/rgb-image';
import { Random } from '../../math/random';
import { drawWeather } from './draw-weather';
import { makeWeather } from './make-weather';
import type { NightStep, Weather } from './weather';

interface Golden {
  readonly width: number;
  readonly height: number;
  readonly image: readonly number[];
  readonly cases: readonly { readonly weather: Weather; readonly result: readonly number[] }[];
}

// Made with numpy by ../goldens/weather.py, which holds it against the formulas pixel by pixel.
const golden = JSON.parse(readFileSync(new URL('../goldens/weather.json', import.meta.url), 'utf8')) as Golden;
const image: RgbImage = { ...golden, data: Uint8Array.from(golden.image) };

/** What a weather is made of, for the name of a test. */
const told = (weather: Weather) =>
  weather.kind === 'fog' ? `fog ${weather.density}` : weather.steps.map(({ kind }) => kind).join(', ');

test.each(golden.cases.map((one) => [told(one.weather), one] as const))('numpy has the same bytes: %s', (_, one) => {
  const { data } = makeWeather(image, one.weather);
  expect([...data]).toEqual(one.result);
  expect(data).not.toEqual(image.data);
});

test('the goldens have every step of a night', () => {
  const kinds = golden.cases.flatMap(({ weather }) =>
    weather.kind === 'night' ? weather.steps.map(({ kind }) => kind) : [],
  );
  const wanted: readonly NightStep['kind'][] = ['blur', 'gamma', 'brightness', 'contrast', 'restore', 'glare', 'noise'];
  expect(new Set(kinds)).toEqual(new Set(wanted));
});

describe('what is drawn', () => {
  const random = new Random(5);
  const drawn = Array.from({ length: 4000 }, () => drawWeather(random));
  const nights = drawn.flatMap((weather) => (weather.kind === 'night' ? [weather.steps] : []));
  // Three standard errors of a share of 2000 draws are 0.034.
  const near = (share: number, wanted: number) => expect(Math.abs(share - wanted)).toBeLessThan(0.034);
  const having = (kind: NightStep['kind']) =>
    nights.filter((steps) => steps.some((step) => step.kind === kind)).length / nights.length;

  test('fog and night come alike, and fog in ten densities', () => {
    near(nights.length / drawn.length, 0.5);
    const densities = drawn.flatMap((weather) => (weather.kind === 'fog' ? [weather.density] : []));
    expect([...new Set(densities)].sort((a, b) => a - b)).toEqual(
      [0.05, 0.06, 0.07, 0.08, 0.09, 0.1, 0.11, 0.12, 0.13, 0.14], // prettier-ignore
    );
  });

  test('a night has its steps as often as NightAug has them, and is darker in any case', () => {
    near(having('blur'), 0.5);
    near(having('gamma'), 0.5);
    // Half of those with gamma, and all others.
    near(having('brightness'), 0.75);
    near(having('contrast'), 0.5);
    near(having('glare'), 0.5);
    near(having('noise'), 0.5);
    expect(having('restore')).toBe(1);
    expect(nights.every((steps) => steps.some(({ kind }) => kind === 'gamma' || kind === 'brightness'))).toBe(true);
    const glares = nights.map((steps) => steps.filter(({ kind }) => kind === 'glare').length);
    // 0.5, then 0.4, 0.3, 0.2 and 0.1 of what went on.
    near(glares.filter((count) => count > 1).length / nights.length, 0.2);
    expect(Math.max(...glares)).toBeLessThanOrEqual(5);
  });

  test('amounts have NightAug’s ranges, and rectangles stay light with probability 0.6 each', () => {
    const steps = nights.flat();
    const range = (kind: NightStep['kind']) => {
      const values = steps.flatMap((step) => {
        if (step.kind !== kind) return [];
        return 'amount' in step ? [step.amount] : 'deviation' in step ? [step.deviation] : [];
      });
      return [Math.min(...values), Math.max(...values)] as const;
    };
    const within = (kind: NightStep['kind'], low: number, high: number, slack: number) => {
      const [least, largest] = range(kind);
      expect(least).toBeGreaterThanOrEqual(low);
      expect(least).toBeLessThan(low + slack);
      expect(largest).toBeLessThanOrEqual(high);
      expect(largest).toBeGreaterThan(high - slack);
    };
    within('blur', 0.1, 2, 0.05);
    within('gamma', 1, 5, 0.1);
    within('brightness', 0.2, 1, 0.02);
    within('contrast', 0.2, 1, 0.02);
    within('glare', 1, 149, 2);
    within('noise', 0, 49, 1);
    const kept = steps.flatMap((step) => ('kept' in step ? [step.kept.length] : []));
    near(kept.filter((count) => count > 0).length / kept.length, 0.6);
  });
});
