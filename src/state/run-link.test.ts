import { expect, test } from 'vitest';
import { headOf } from '../runs/library-record';
import { exampleEvaluation, exampleRun, exampleTraining } from '../runs/testing';
import { decodePermalink } from './permalink';
import { runFragment } from './run-link';

const opened = (record: Parameters<typeof headOf>[0]) => {
  const { state, refused, unknown } = decodePermalink(runFragment(headOf(record)));
  expect([refused, unknown]).toEqual([[], []]);
  return state;
};

test('a link carries the whole configuration of an optimisation', () => {
  const run = exampleRun('o');
  const { method: _, sourcePrompt, targetPrompts, ...numbers } = run.config;
  expect(opened(run)).toEqual({
    view: 'optimise',
    sourcePrompt,
    targetPrompts,
    changedParameters: { ...numbers, sourceImages: 1 },
  });
});

test('a link carries what a training can be set to', () => {
  const { config, targetPrompts } = exampleTraining('t');
  expect(opened(exampleTraining('t'))).toMatchObject({
    view: 'train',
    targetPrompts,
    training: { preset: 'builtin', fineTuning: 'head', changed: { steps: config.steps, learningRate: 0.02, seed: 7 } },
  });
});

test('a link carries detector, domains, split and number of images of an evaluation', () => {
  const { source } = exampleEvaluation('e').config;
  expect(opened(exampleEvaluation('e'))).toEqual({
    view: 'evaluate',
    evaluation: { a: 'mine', b: null, source },
  });
});
