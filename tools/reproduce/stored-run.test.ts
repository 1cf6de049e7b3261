import * as v from 'valibot';
import { expect, test } from 'vitest';
import { trainSchema, wholeTraining } from '../headless/config/train-config';
import { budget } from './rows';
import { trainingRequest } from './run';
import { runName, storedRuns } from './stored-run';

/** The built-in model's, with which the table was made. */
const resolution = 96;

test('every stored run of the table would be made with its own configuration today', () => {
  const runs = storedRuns();
  expect(runs.length).toBeGreaterThan(0);
  const { scenes, training } = budget;
  for (const { row, seed, config } of runs) {
    const name = runName(row, seed);
    expect(trainingRequest(row, seed, { steps: training.steps, scenes, testImages: 200 }), name).toEqual(config);
    const given = v.parse(trainSchema, config);
    const whole = wholeTraining(given, resolution, 'baseline');
    expect(whole.training, name).toEqual(given.training);
    expect([whole.start, whole.scenes], name).toEqual([given.start, given.scenes]);
  }
});
