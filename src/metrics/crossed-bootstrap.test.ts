import { describe, expect, test } from 'vitest';
import { Random } from '../math/random';
import { mean, quantile } from '../math/statistics';
import { crossedInterval, drawCrossedResamples, resampledMeanAp } from './crossed-bootstrap';
import { headroomShare } from './headroom';
import type { Ranking } from './ranked-matches';

/** One object in each image; which of them are found, best score first. */
const finds = (found: readonly boolean[]): Ranking[][] => [
  [
    {
      gtCounts: Uint32Array.from(found, () => 1),
      images: Uint32Array.from(found, (_, image) => image),
      hits: Uint8Array.from(found, (hit) => (hit ? 1 : 0)),
    },
  ],
];

describe('resamples', () => {
  test('draw as many images as there are, and any seed', () => {
    const resamples = drawCrossedResamples(7, 3, new Random(1), 200);
    expect(resamples).toHaveLength(200);
    for (const { weights } of resamples) expect(weights.reduce((sum, weight) => sum + weight, 0)).toBe(7);
    const seeds = resamples.flatMap(({ seedBits }) => Array.from(seedBits, (bits) => bits % 3));
    for (const seed of [0, 1, 2])
      expect(seeds.filter((drawn) => drawn === seed).length / seeds.length).toBeCloseTo(1 / 3, 1);
  });

  test('AP of a resample is that of its images, averaged over domains', () => {
    const resamples = [{ weights: Uint32Array.of(2, 0), seedBits: new Uint32Array() }];
    // The image that counts twice is found in one domain, and missed in the other.
    expect([...resampledMeanAp([finds([true, false]), finds([false, true])], resamples, 'voc-area')]).toEqual([0.5]);
  });
});

describe('interval', () => {
  const resamples = drawCrossedResamples(5, 4, new Random(3), 400);
  const even = (value: number) => new Float64Array(400).fill(value);

  test('of a difference: the quantiles of means over seeds drawn with replacement, the same for both', () => {
    const b = [0.1, 0.2, 0.4, 0.8];
    const found = crossedInterval([b.map(() => even(0)), b.map(even)], resamples, ([x, y]) => y! - x!, 0.8)!;
    const means = resamples.map(({ seedBits }) => mean(Array.from(seedBits, (bits) => b[bits % 4]!)));
    expect(found.low).toBeCloseTo(quantile(means, 0.1), 12);
    expect(found.high).toBeCloseTo(quantile(means, 0.9), 12);
  });

  test('of a share of headroom: the ratio of means in each resample, not the mean of ratios', () => {
    // Seeds: none .4, row .5, headroom .6 and .4, .4, .8. The ratio of means is (.45 − .4)/(.7 − .4); drawn alone they have ½ and 0.
    const twice = resamples.map(({ weights, seedBits }) => ({ weights, seedBits: seedBits.subarray(0, 2) }));
    const detectors = [
      [even(0.4), even(0.4)],
      [even(0.5), even(0.4)],
      [even(0.6), even(0.8)],
    ];
    const share = ([none, row, oracle]: readonly number[]) => headroomShare(none!, row!, oracle!);
    expect(crossedInterval(detectors, twice, share)).toEqual({ low: 0, high: expect.closeTo(0.5, 12) });
    const middle = crossedInterval(detectors, [{ ...twice[0]!, seedBits: Uint32Array.of(0, 1) }], share)!;
    expect(middle.low).toBeCloseTo(0.05 / 0.3, 12);
  });

  test('without seeds, or without any number, there is none', () => {
    expect(crossedInterval([[], []], resamples, () => 1)).toBeNull();
    expect(crossedInterval([[even(0.4)], [even(0.4)], [even(0.4)]], resamples, ([a, b, c]) => headroomShare(a!, b!, c!))).toBeNull(); // prettier-ignore
  });
});
