import { expect, test } from 'vitest';
import { exampleEvaluation, exampleRun, exampleTraining } from '../../runs/testing';
import { headOf } from '../../runs/library/library-record';
import { groupTitle, meanCurve, seedGroups } from './seed-groups';

const run = headOf(exampleRun('a'));
const withSeed = (seed: number, rate = 0.01) =>
  run.kind === 'optimisation'
    ? { ...run, config: { ...run.config, learningRate: rate, seed }, provenance: { ...run.provenance, seed } }
    : run;

test('runs that differ in their seed alone are one group, whatever the order of their keys', () => {
  const { method, ...config } = withSeed(3).config as Record<string, unknown>;
  const stored = { ...withSeed(3), config: { ...config, method } } as typeof run;
  const training = headOf(exampleTraining('t'));
  expect(seedGroups([withSeed(1), withSeed(1, 0.03), withSeed(2), stored, training])).toEqual([[0, 2, 3], [1], [4]]);
  const other = { ...withSeed(4), provenance: { ...run.provenance, modelHash: 'another' } };
  expect(seedGroups([withSeed(1), other])).toEqual([[0], [1]]);
  expect(seedGroups([headOf(exampleEvaluation('e')), headOf(exampleEvaluation('f'))])).toEqual([[0], [1]]);
});

test('a group is called by what its titles share', () => {
  expect(groupTitle(['4 prompts, rate 0.01, seed 1', '4 prompts, rate 0.01, seed 2'])).toBe(
    '4 prompts, rate 0.01, mean of 2 runs',
  );
  expect(groupTitle(['Mine', 'Yours', 'Ours'])).toBe('Mine and others, mean of 3 runs');
});

test('mean and band are those of the definition, where all curves have a value', () => {
  const curve = (y: readonly number[]) => ({ x: Float64Array.from(y, (_, at) => at), y: Float64Array.from(y) });
  // By hand: mean of 1, 2, 6 is 3; squares of the differences 4 + 1 + 9 = 14, over n − 1 = 2 is 7.
  const { x, y, band } = meanCurve([curve([1, 4, NaN, 5]), curve([2, 4, 1, 5]), curve([6, 4, 1])]);
  expect([...x]).toEqual([0, 1]);
  expect([...y]).toEqual([3, 4]);
  expect(band.low[0]).toBeCloseTo(3 - Math.sqrt(7), 12);
  expect(band.high[0]).toBeCloseTo(3 + Math.sqrt(7), 12);
  expect([band.low[1], band.high[1]]).toEqual([4, 4]);
});
