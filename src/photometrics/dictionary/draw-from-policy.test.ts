import { expect, test } from 'vitest';
import { Random } from '../../math/random';
import { mean } from '../../math/statistics';
import { transformOf } from '../parameters';
import type { Policy, WeightedTransform } from '../policy';
import { drawFromPolicy } from './draw-from-policy';

const weighted = (weight: number, exposure: number): WeightedTransform => ({
  weight,
  score: null,
  leastStrength: 0.25,
  transform: { kind: 'photometric', parameters: transformOf({ exposure }) },
});
const policy: Policy = {
  model: null,
  sourcePrompt: 'day',
  probability: 0.5,
  strengthLaw: 'uniform-from-least',
  prompts: [
    { text: 'night', confidence: null, transforms: [weighted(0.8, 0.2), weighted(0.2, 0.4)] },
    { text: 'snow', confidence: null, transforms: [weighted(1, 2)] },
  ],
};

test('prompts alike, transforms by weight, strengths uniform from the least to 1', () => {
  const random = new Random(3);
  const draws = Array.from({ length: 4000 }, () => drawFromPolicy(policy, random));
  const share = (exposure: number) =>
    mean(
      draws.map(({ transform }) =>
        Number(transform.kind === 'photometric' && transform.parameters.exposure === exposure),
      ),
    );
  // Three standard errors of a share of 4000 draws are below 0.024.
  expect(Math.abs(share(0.2) - 0.4)).toBeLessThan(0.024);
  expect(Math.abs(share(0.4) - 0.1)).toBeLessThan(0.024);
  expect(Math.abs(share(2) - 0.5)).toBeLessThan(0.024);
  const strengths = draws.map(({ strength }) => strength);
  expect(Math.min(...strengths)).toBeGreaterThanOrEqual(0.25);
  expect(Math.max(...strengths)).toBeLessThanOrEqual(1);
  expect(mean(strengths)).toBeCloseTo(0.625, 1);
});
