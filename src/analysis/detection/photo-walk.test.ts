import { expect, test } from 'vitest';
import { walkStages, walkSteps, type WalkFacts } from './photo-walk';

const none = Object.fromEntries(walkStages.map((stage) => [stage, false])) as WalkFacts;
const states = (facts: Partial<WalkFacts>) => walkSteps({ ...none, ...facts }).map(({ state }) => state);

test('the first stage that is not done is next, whatever is done after it', () => {
  expect(states({})).toEqual(['next', 'later', 'later', 'later', 'later', 'later']);
  expect(states({ photos: true, data: true })).toEqual(['done', 'next', 'later', 'done', 'later', 'later']);
});

test('nothing is next where all is done', () => {
  expect(new Set(walkSteps({ ...none, ...Object.fromEntries(walkStages.map((stage) => [stage, true])) }))).toEqual(
    new Set(walkStages.map((stage) => ({ stage, state: 'done' }))),
  );
});
