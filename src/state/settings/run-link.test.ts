import { expect, test } from 'vitest';
import { trainableStages } from '../../method/stages';
import { headOf } from '../../runs/library/library-record';
import { exampleEvaluation, exampleRun, exampleTraining } from '../../runs/testing';
import { decodePermalink } from './permalink';
import { linkGaps, runFragment } from './run-link';

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

test('a link makes a training again: start, preset, schedule and every number', () => {
  const run = exampleTraining('t');
  const { trainable: _, method, ...numbers } = run.config;
  expect(opened(run)).toEqual({
    view: 'train',
    targetPrompts: run.targetPrompts,
    training: {
      trainingPreset: 'reference',
      trainingMethod: method,
      fineTuning: 'reference',
      trainingFrom: 'clip',
      changedTraining: { ...numbers, scenes: run.scenes, domains: 'source', imageShortSide: null, watched: 'none' },
    },
  });
  expect(linkGaps(headOf(run))).toEqual(['It changed layer4, which the page does not offer.']);
});

test.each(['scratch', 'theirs'])('a training from %s starts there again', (start) => {
  const run = { ...exampleTraining('t'), start };
  const config = { ...run.config, trainable: [...trainableStages] };
  expect(opened({ ...run, config }).training).toMatchObject({ trainingFrom: start, fineTuning: 'all' });
  expect(linkGaps(headOf({ ...run, config }))).toHaveLength(start === 'scratch' ? 0 : 1);
});

test('a link carries detector, domains, split and number of images of an evaluation', () => {
  const { source } = exampleEvaluation('e').config;
  expect(opened(exampleEvaluation('e'))).toEqual({
    view: 'evaluate',
    evaluation: { a: 'mine', b: null, source },
  });
});
