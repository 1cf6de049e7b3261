import { beforeEach, expect, test } from 'vitest';
import { aboutRun } from '../../runs/export/about-run';
import { curveFigure } from '../../runs/figures/curve-figure';
import { quantityLook } from '../../runs/figures/line-looks';
import { exampleEvaluation, exampleRun } from '../../runs/testing';
import { selectParameters } from '../store/parameters-slice';
import { restoreFigure } from './restore-figure';
import { store } from '../store/store';

const initial = store.getInitialState();
beforeEach(() => store.setState(initial, true));

const figureOf = (about: unknown) =>
  new File(
    [
      curveFigure({
        title: 'T',
        xLabel: 'x',
        yLabel: 'y',
        logX: false,
        logY: false,
        smoothing: 0,
        steady: true,
        lines: [{ label: 'a', look: quantityLook(0), x: [0, 1], y: [1, 0] }],
        about,
      }),
    ],
    'curves.svg',
    { type: 'image/svg+xml' },
  );

test('a figure of a run brings its prompts and parameters back', async () => {
  const run = exampleRun('1');
  expect(await restoreFigure(figureOf(aboutRun(run)))).toBe(true);
  const state = store.getState();
  expect(state.targets.map(({ text }) => text)).toEqual(run.config.targetPrompts);
  const { iterations, cropSize, seed } = run.config;
  expect(selectParameters(state)).toMatchObject({ iterations, cropSize, seed });
  state.undoPrompts();
  expect(store.getState().targets.map(({ text }) => text)).toEqual(initial.targets.map(({ text }) => text));
});

test('a value outside its limits is left out', async () => {
  const run = exampleRun('1');
  await restoreFigure(figureOf({ ...aboutRun(run), config: { ...run.config, cropSize: 1e9 } }));
  expect(store.getState().changedParameters).not.toHaveProperty('cropSize');
});

test('other figures say so, and other pictures are pictures', async () => {
  expect(await restoreFigure(figureOf(aboutRun(exampleEvaluation('e'))))).toBe(true);
  expect(store.getState().notices[0]!.message).toBe('This figure shows no run of the optimisation.');
  expect(store.getState().changedParameters).toEqual({});
  expect(await restoreFigure(new File(['<svg/>'], 'a.svg'))).toBe(false);
  expect(await restoreFigure(new File(['\u0089PNG broken'], 'a.png', { type: 'image/png' }))).toBe(false);
});
