import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Random } from './random';
import { mean, variance } from './statistics';

const seeds = fc.nat(Number.MAX_SAFE_INTEGER);
const draw = (random: Random, count: number) => Array.from({ length: count }, () => random.next());

describe('Random', () => {
  it('steps as xoshiro128** does', () => {
    // First outputs of the authors' C program from the state {1, 2, 3, 4}.
    const random = Random.fromState([0, 0, 0, 0, 1, 2, 3, 4]);
    expect(Array.from({ length: 5 }, () => random.bits())).toEqual([11520, 0, 5927040, 70819200, 2031721883]);
  });

  it('repeats itself from a seed, and differs between seeds', () => {
    fc.assert(
      fc.property(seeds, seeds, (a, b) => {
        fc.pre(a !== b);
        expect(draw(new Random(a), 4)).toEqual(draw(new Random(a), 4));
        expect(draw(new Random(a), 4)).not.toEqual(draw(new Random(b), 4));
      }),
    );
  });

  it('goes on from a state that went through JSON', () => {
    const random = new Random(7);
    draw(random, 5);
    const state = JSON.parse(JSON.stringify(random.state)) as number[];
    const expected = [random.normal(), random.integer(10), random.fork('crops').next()];
    const resumed = Random.fromState(state);
    expect([resumed.normal(), resumed.integer(10), resumed.fork('crops').next()]).toEqual(expected);
    expect(() => random.restore([1, 2, 3])).toThrow(RangeError);
  });

  it('forks by label, whatever was drawn before', () => {
    const fresh = new Random(3);
    const used = new Random(3);
    draw(used, 10);
    expect(used.fork('rpn').next()).toBe(fresh.fork('rpn').next());
    const streams = ['rpn', 'roi', '', 0, 1, 'a'].map((label) => new Random(3).fork(label).next());
    expect(new Set([...streams, new Random(3).next()]).size).toBe(7);
    expect(fresh.fork('a').fork('b').next()).not.toBe(fresh.fork('ab').next());
  });

  it('is uniform and normal', () => {
    const random = new Random(1);
    const uniform = draw(random, 20000);
    expect(Math.min(...uniform)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...uniform)).toBeLessThan(1);
    expect(mean(uniform)).toBeCloseTo(0.5, 1.9);
    expect(Math.sqrt(variance(uniform))).toBeCloseTo(Math.sqrt(1 / 12), 1.9);
    const normal = Array.from({ length: 20000 }, () => random.normal());
    expect(Math.abs(mean(normal))).toBeLessThan(0.03);
    expect(Math.sqrt(variance(normal))).toBeCloseTo(1, 1);
    const counts = [0, 0, 0, 0, 0, 0, 0];
    for (let i = 0; i < 14000; i++) counts[random.integer(7)]!++;
    for (const count of counts) expect(Math.abs(count - 2000)).toBeLessThan(200);
  });

  it('shuffles and samples without repetition', () => {
    fc.assert(
      fc.property(seeds, fc.nat(30), fc.nat(40), (seed, n, count) => {
        const random = new Random(seed);
        expect([...random.permutation(n)].sort((a, b) => a - b)).toEqual(Array.from({ length: n }, (_, i) => i));
        const sample = random.sample(
          Array.from({ length: n }, (_, i) => i),
          count,
        );
        expect(sample).toHaveLength(Math.min(n, count));
        expect(new Set(sample).size).toBe(sample.length);
      }),
    );
  });

  it('refuses what is no seed and no range', () => {
    for (const seed of [-1, 0.5, NaN, 2 ** 53]) expect(() => new Random(seed)).toThrow(RangeError);
    for (const n of [0, -1, 1.5, 2 ** 33]) expect(() => new Random(0).integer(n)).toThrow(RangeError);
    expect(() => new Random(0).pick([])).toThrow(RangeError);
  });
});
