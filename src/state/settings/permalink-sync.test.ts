import { beforeEach, expect, test } from 'vitest';
import { applyPermalink, permalinkState } from './permalink-sync';
import { store } from '../store/store';

const initial = store.getInitialState();
const current = () => store.getState();
const notices = () => current().notices.map(({ message }) => message);

beforeEach(() => store.setState(initial, true));

test('a link says nothing of what it is read as', () => {
  applyPermalink('#v=1&src=hello&its=200&train=reference&train.gradientClip=none&eval.n=7');
  expect(notices()).toEqual([]);
  expect(permalinkState(current())).toMatchObject({
    sourcePrompt: 'hello',
    changedParameters: { iterations: 200 },
    training: { trainingPreset: 'reference', changedTraining: { gradientClip: null } },
    evaluation: { source: { imagesPerDomain: 7 } },
  });
});

test('what was changed, what cannot be read and what nobody knows is said', () => {
  applyPermalink('#v=2&amp;its=1e9&amp;lr=0.5&amp;utm_source=chat.');
  expect(current().changedParameters).toEqual({ learningRate: 0.5 });
  expect(notices()).toEqual([
    'This link was made by a newer version of this page.',
    'This link was changed on its way: its & were written as &amp;; “.” at its end was taken as punctuation.',
    'Parts of this link could not be read: its=1e9 (Iterations must lie between 1 and 100,000.)',
    'This page does not know these parts of the link: utm_source.',
  ]);
});

test('of many refused values the first are named and the others counted', () => {
  applyPermalink(`#v=1&${Array.from({ length: 40 }, (_, index) => `t=prompt+${index}`).join('&')}`);
  expect(current().targets).toHaveLength(25);
  const [message] = notices();
  expect(message).toContain('t=prompt 25 (is more than 25 target prompts)');
  expect(message).toMatch(/; and 5 more$/u);
});

test('what was being typed gives way to what a link says', () => {
  current().setFieldDraft('optimise.iterations', { text: 'x', value: 150, problem: 'Iterations must be a number.' });
  applyPermalink('#v=1&its=20');
  expect(current().fieldDrafts).toEqual({});
});

test('prompts that leave pictures as they are come back, with the strength of the pictures', () => {
  applyPermalink('#v=1&t=fog&t=a+cat&unchanged=2,%209&strength=0.35');
  expect(current().targets.map(({ text, identity }) => [text, identity])).toEqual([
    ['fog', false],
    ['a cat', true],
  ]);
  expect(permalinkState(current())).toMatchObject({ unchangedTargets: [2], pictureStrength: 0.35 });
  expect(notices()).toEqual([]);
});
