import { expect, test } from 'vitest';
import { exampleEvaluation } from '../../runs/testing';
import { emptyRun } from '../store/optimisation-slice';
import { noTraining } from '../store/training-slice';
import { isUnderWay, shownWork } from './work-on-page';

const kinds = ['training', 'optimisation', 'evaluation'] as const;
const nothing = { training: noTraining, run: emptyRun, evaluationProgress: null, evaluations: { a: null, b: null } };

test('each kind of work goes on by itself, paused work too', () => {
  const underWay = (change: Partial<typeof nothing> | object) =>
    kinds.filter((kind) => isUnderWay({ ...nothing, ...change }, kind));
  expect(underWay({})).toEqual([]);
  expect(underWay({ training: { ...noTraining, status: 'paused' } })).toEqual(['training']);
  expect(underWay({ run: { ...emptyRun, status: 'preparing' } })).toEqual(['optimisation']);
  expect(underWay({ run: { ...emptyRun, status: 'stopped' } })).toEqual([]);
  expect(underWay({ evaluationProgress: { done: 0, total: 1 } })).toEqual(['evaluation']);
});

test('what the page shows is told from other checkpoints where it has one of its own', () => {
  const place = 'browser' as const;
  const shown = (change: object) => kinds.map((kind) => shownWork({ ...nothing, ...change }, kind));
  expect(shown({})).toEqual([null, null, null]);
  expect(shown({ training: { ...noTraining, id: 't' }, run: { ...emptyRun, id: 'o' } })).toEqual([null, null, null]);
  expect(
    shown({
      training: { ...noTraining, id: 't', kept: { steps: 3, place } },
      run: { ...emptyRun, id: 'o', kept: { iterations: 3, place } },
      evaluations: { a: exampleEvaluation('e'), b: null },
    }),
  ).toEqual(['t', 'o', 'e']);
});
