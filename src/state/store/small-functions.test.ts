import { expect, test } from 'vitest';
import { isHeadless } from '../../headless-handle';
import { channelNorms, meanNorm, scaledMean } from '../../analysis/embedding/pooled-means';
import { RunSpeed } from '../../analysis/runs/run-speed';
import { unseenWords } from '../../analysis/prompts/unseen-words';

test('words are compared without case, each named once', () => {
  const known = new Set(['an', 'image', 'taken', 'on', 'a', 'night']);
  expect(unseenWords('An image taken on a Moonlit night, moonlit!', known)).toEqual(['moonlit']);
});

test('speed is measured on the run’s own clock', () => {
  const speed = new RunSpeed();
  expect(speed.stepsPerSecond).toBeNull();
  speed.add(0, 0);
  expect(speed.stepsPerSecond).toBeNull();
  for (let step = 1; step <= 100; step++) speed.add(step, step / 20);
  expect(speed.stepsPerSecond).toBeCloseTo(20);
});

test('pooled offsets are sliced by target', () => {
  const pooled = {
    sourcePrompt: 's',
    targetPrompts: ['a', 'b'],
    channels: 2,
    height: 1,
    width: 1,
    means: Float32Array.of(1, 2, 3, 4),
    norms: Float32Array.of(5, 6),
  };
  expect([...scaledMean(pooled, 1, 2)]).toEqual([6, 8]);
  expect([...channelNorms(pooled, 1)]).toEqual([6]);
  expect(meanNorm(pooled, 1)).toBe(5);
});

test('headless is a flag of the query', () => {
  expect(isHeadless('?headless')).toBe(true);
  expect(isHeadless('?engine=other')).toBe(false);
});
