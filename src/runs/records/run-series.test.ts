import { expect, it } from 'vitest';
import { commonSeries, pointsOf, seriesOf, validationColumn, watchedColumn } from './run-series';
import { exampleEvaluation, exampleRun, exampleTraining } from '../testing';

it('names what can be drawn, and what several runs share', () => {
  const run = exampleRun('o');
  expect(seriesOf(run)).toEqual(['loss_total', 'loss_cosine', 'loss_l1', 'cosine_0', 'l1_0']);
  expect(seriesOf(exampleTraining('t')).at(-1)).toBe(validationColumn);
  expect(seriesOf(exampleEvaluation('e'))).toEqual([]);
  expect(commonSeries([run, exampleTraining('t')])).toEqual(['loss_total']);
  expect(commonSeries([])).toEqual([]);
});

it('gives points by step or by time', () => {
  const run = exampleRun('o');
  expect(pointsOf(run, 'loss_cosine', 'step')).toEqual({ x: Float64Array.of(0, 1), y: Float64Array.of(0.5, 0.375) });
  expect(pointsOf(run, 'loss_cosine', 'seconds').x).toEqual(Float64Array.of(0, 0.25));
  expect(pointsOf(run, 'unknown', 'step').x).toHaveLength(0);
});

it('puts validation at the row after which it was measured', () => {
  const training = exampleTraining('t');
  const curves = { columns: ['step', 'seconds'], values: [Float64Array.of(0, 1, 2), Float64Array.of(0.5, 1, 1.5)] };
  const timed = { ...training, curves };
  expect(pointsOf(timed, validationColumn, 'step')).toEqual({
    x: Float64Array.of(1, 2),
    y: Float64Array.of(0.25, 0.5),
  });
  expect(pointsOf(timed, validationColumn, 'seconds').x).toEqual(Float64Array.of(1, 1.5));
});

it('puts what was measured before the first step where the curves begin, and tells a watched domain apart', () => {
  const training = exampleTraining('t');
  const validation = [
    { steps: 0, map50: 0.25, watchedMap50: 0.125 },
    { steps: 3, map50: 0.5, watchedMap50: 0.375 },
  ];
  const curves = { columns: ['step', 'seconds'], values: [Float64Array.of(0, 1, 2), Float64Array.of(0.5, 1, 1.5)] };
  const watched = { ...training, curves, validation };
  expect(seriesOf(watched)).toEqual([validationColumn, watchedColumn]);
  expect(pointsOf(watched, watchedColumn, 'step')).toEqual({
    x: Float64Array.of(0, 2),
    y: Float64Array.of(0.125, 0.375),
  });
  expect(pointsOf(watched, validationColumn, 'seconds').x).toEqual(Float64Array.of(0, 1.5));
  expect(seriesOf(training)).not.toContain(watchedColumn);
});

it('lets the time of an interrupted run go on', () => {
  const training = exampleTraining('t');
  const values = [Float64Array.of(0, 1, 2, 3), Float64Array.of(1, 2, 0.5, 1.5), Float64Array.of(4, 3, 2, 1)];
  const resumed = { ...training, curves: { columns: ['step', 'seconds', 'loss_total'], values } };
  expect(pointsOf(resumed, 'loss_total', 'seconds').x).toEqual(Float64Array.of(1, 2, 2.5, 3.5));
});
