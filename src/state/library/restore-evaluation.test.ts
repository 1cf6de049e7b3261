import { beforeEach, expect, test } from 'vitest';
import { exampleEvaluation } from '../../runs/testing';
import { restore, savedText } from '../settings/persistence';
import { store } from '../store/store';
import { deleteRuns, readLibrary, recordRun } from './kept-runs';
import { openInView } from './open-run';
import { restoreShownEvaluations } from './restore-evaluation';

const a = { ...exampleEvaluation('a'), title: 'A' };
const b = { ...exampleEvaluation('b'), title: 'B' };
const later = exampleEvaluation('later', '2026-11-02T10:00:00.000Z');

beforeEach(async () => {
  // A ends before B, and another one of the same images long after both.
  for (const record of [a, b, later]) await recordRun(record);
});

/** The page as the next visit finds it: what is saved of it, and the library. */
async function nextVisit(): Promise<void> {
  const saved = savedText(store.getState());
  store.setState(store.getInitialState(), true);
  restore({ getItem: () => saved } as unknown as Storage);
  await readLibrary();
  await restoreShownEvaluations(store.getState().shownEvaluations);
}

const shown = () => {
  const { evaluations, evaluationOrigin } = store.getState();
  return [evaluations.a?.title, evaluations.b?.title, evaluationOrigin];
};

test('a pair that is shown comes back with the next visit', async () => {
  store.getState().showEvaluations({ a, b }, 'live');
  await nextVisit();
  expect(shown()).toEqual(['A', 'B', 'restored']);
});

test('what was deleted meanwhile does not come back, and neither does a recorded example', async () => {
  store.getState().showEvaluations({ a, b }, 'live');
  await deleteRuns(['b']);
  store.getState().showEvaluations({ a: later, b: null }, 'recorded');
  await nextVisit();
  expect(shown()).toEqual(['A', undefined, 'restored']);
});

test('a run of a pair opens in Evaluate with the other one, in their order', async () => {
  await readLibrary();
  for (const id of ['a', 'b']) {
    await openInView(id);
    expect(shown()).toEqual(['A', 'B', 'restored']);
  }
  await openInView('later');
  expect(shown()).toEqual([later.title, undefined, 'restored']);
});
