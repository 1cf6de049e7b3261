import { expect, test } from 'vitest';
import type { VisualArchitecture } from '../clip/tower/architecture';
import { imageVersions } from '../data/image-versions';
import { createSceneDataset } from '../data/scene-dataset';
import { presetParameters } from '../method/training-presets';
import { trainingConfig } from '../method/training-config';
import { createStepPlanner } from './step-plan';

const count = 20;
const scenes = (domain: string) => createSceneDataset({ domain, split: 'train', count });
const config = trainingConfig(presetParameters('builtin'), 'reference', 'jitter');
const planOf = (domains: readonly string[]) =>
  createStepPlanner(imageVersions(domains.map(scenes)), config, null, { width: 16 } as VisualArchitecture);

test('with several domains a step has the same streets, mirrors and changes, each in a domain of its own, all alike often', () => {
  const [one, three] = [planOf(['daytime-clear']), planOf(['daytime-clear', 'night-clear', 'dusk-rainy'])];
  const drawn = [0, 0, 0];
  for (let step = 0; step < 400; step++) {
    const [alone, mixed] = [one(step), three(step)];
    expect(mixed.indices.map((index) => index % count)).toEqual(alone.indices);
    expect(mixed.orders).toEqual(alone.orders);
    for (const index of mixed.indices) drawn[Math.floor(index / count)]! += 1;
  }
  // Three standard errors of a share of 1600 draws are 0.035.
  for (const images of drawn) expect(Math.abs(images / 1600 - 1 / 3)).toBeLessThan(0.035);
  expect(three(7).indices).toEqual(planOf(['daytime-clear', 'night-clear', 'dusk-rainy'])(7).indices);
});
