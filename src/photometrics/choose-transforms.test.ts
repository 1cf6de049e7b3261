import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Random } from '../math/random';
import { effectiveNumber, transformScores, weightsOfEffectiveNumber } from './choose-transforms';
import { embeddingShift } from './embedding-shift';
import { matchedRandomWeights, pixelChange, uniformWeights } from './matched-random';

const vector = (...values: number[]) => Float32Array.from(values);

describe('f_k', () => {
  test('is the mean difference of unit embeddings, whatever their lengths', () => {
    const shift = embeddingShift([vector(0, 2), vector(3, 0)], [vector(5, 0), vector(0.5, 0)]);
    expect([...shift]).toEqual([-0.5, 0.5]);
  });

  test('of no image, or of other images, is refused', () => {
    expect(() => embeddingShift([], [])).toThrow(RangeError);
    expect(() => embeddingShift([vector(1)], [vector(1), vector(1)])).toThrow('1 transformed images of 2');
    expect(() => embeddingShift([vector(0, 0)], [vector(1, 0)])).toThrow('no direction');
  });
});

describe('scores', () => {
  const shifts = [vector(1, 1), vector(1, -1), vector(1, 0)];

  test('are cosines with Δt after what all share is off', () => {
    expect(transformScores(shifts, vector(0, 3))).toEqual([1, -1, 0]);
    const [first, second, third] = transformScores(shifts, vector(0, 3), false);
    expect(first).toBeCloseTo(Math.SQRT1_2, 6);
    expect(second).toBeCloseTo(-Math.SQRT1_2, 6);
    expect(third).toBe(0);
  });

  test('do not change when every transform moves by the same more', () => {
    const moved = shifts.map(([x, y]) => vector(x! + 4, y! - 8));
    expect(transformScores(moved, vector(0.3, 1))).toEqual(transformScores(shifts, vector(0.3, 1)));
  });
});

describe('the temperature', () => {
  test('gives as many effective transforms as asked, and the better never less', () => {
    const scores = fc.uniqueArray(fc.integer({ min: -1000, max: 1000 }), { minLength: 20, maxLength: 60 });
    fc.assert(
      fc.property(scores, fc.double({ min: 1.5, max: 19, noNaN: true }), (thousandths, effective) => {
        const values = thousandths.map((value) => value / 1000);
        const weights = weightsOfEffectiveNumber(values, effective);
        expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 9);
        expect(effectiveNumber(weights)).toBeCloseTo(effective, 6);
        values.forEach((a, i) =>
          values.forEach((b, j) => {
            if (a > b) expect(weights[i]!).toBeGreaterThanOrEqual(weights[j]!);
          }),
        );
      }),
    );
  });

  test('two scores, by hand: weights 0.9 and 0.1 are 1 / 0.82 effective', () => {
    const [first, second] = weightsOfEffectiveNumber([0.4, 0.1], 1 / 0.82);
    expect(first).toBeCloseTo(0.9, 9);
    expect(second).toBeCloseTo(0.1, 9);
  });

  test('ends at all of them, and at those in the first place', () => {
    expect(weightsOfEffectiveNumber([0.1, 0.2, 0.3], 15)).toEqual(uniformWeights(3));
    expect(weightsOfEffectiveNumber([0.5, 0.5, 0.5, 0.5], 2)).toEqual(uniformWeights(4));
    expect(weightsOfEffectiveNumber([0.5, 0.5, 0.1], 1)).toEqual([0.5, 0.5, 0]);
    expect(() => weightsOfEffectiveNumber([], 2)).toThrow(RangeError);
    expect(() => weightsOfEffectiveNumber([NaN, 1], 2)).toThrow(RangeError);
  });
});

describe('the matched control', () => {
  const changes = Array.from({ length: 240 }, (_, at) => ((at * 7919) % 240) / 240);
  const weights = weightsOfEffectiveNumber(
    changes.map((change, at) => Math.sin(at) + change),
    15,
  );
  const bin = (change: number) => Math.floor(change * 12);
  const perBin = (given: readonly number[]) => {
    const sums = Array.from({ length: 12 }, () => 0);
    given.forEach((weight, at) => (sums[bin(changes[at]!)]! += weight));
    return sums;
  };

  test('has the same weights, as much in each bin, elsewhere', () => {
    const matched = matchedRandomWeights(weights, changes, new Random(1));
    const sorted = (values: readonly number[]) => Float64Array.from(values).sort();
    expect(sorted(matched)).toEqual(sorted(weights));
    expect(effectiveNumber(matched)).toBeCloseTo(15, 6);
    const wanted = perBin(weights);
    perBin(matched).forEach((sum, at) => expect(sum).toBeCloseTo(wanted[at]!, 12));
    expect(matched).not.toEqual(weights);
  });

  test('is another one with another seed, and each place of a bin is as likely', () => {
    expect(matchedRandomWeights(weights, changes, new Random(2))).not.toEqual(
      matchedRandomWeights(weights, changes, new Random(3)),
    );
    const one = changes.map((_, at) => (at === 0 ? 1 : 0));
    const counts = changes.map(() => 0);
    for (let seed = 0; seed < 2000; seed++) counts[matchedRandomWeights(one, changes, new Random(seed)).indexOf(1)]!++;
    const reached = counts.flatMap((count, at) => (count > 0 ? [at] : []));
    expect(reached).toHaveLength(20);
    expect(reached.every((at) => bin(changes[at]!) === bin(changes[0]!))).toBe(true);
    // 100 are expected of each; five standard deviations are 49.
    reached.forEach((at) => expect(Math.abs(counts[at]! - 100)).toBeLessThan(49));
  });

  test('pixel change is the root mean square as a share of white', () => {
    const image = { width: 2, height: 1, data: new Uint8Array(6) };
    expect(pixelChange(image, { ...image, data: Uint8Array.of(255, 255, 255, 0, 0, 0) })).toBeCloseTo(Math.SQRT1_2, 9);
    expect(pixelChange(image, image)).toBe(0);
  });
});
