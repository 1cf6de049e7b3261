import { beforeEach, expect, test } from 'vitest';
import { fakeModelInfo } from '../engine/fake/fake-model';
import { numberProblem } from './number-spec';
import { fallbackDefaults, parameterSpecs } from './parameters';
import { selectOptimisationPreset, selectParameters } from './parameters-slice';
import { store } from './store';

const initial = store.getInitialState();
beforeEach(() => store.setState(initial, true));

test('only what was changed differs from the defaults', () => {
  store.getState().setParameter('iterations', 7);
  const { method: _, ...defaults } = fallbackDefaults;
  expect(selectParameters(store.getState())).toEqual({ ...defaults, sourceImages: 24, iterations: 7 });
  store.getState().resetParameter('iterations');
  expect(store.getState().changedParameters).toEqual({});
});

test('every default lies within its limits', () => {
  const values = selectParameters(store.getState());
  for (const spec of parameterSpecs) expect(numberProblem(spec, values[spec.key])).toBeNull();
});

test('refusals name the parameter and its limits', () => {
  const iterations = parameterSpecs[0]!;
  expect(numberProblem(iterations, Number.NaN)).toBe('Iterations must be a number.');
  expect(numberProblem(iterations, 1.5)).toBe('Iterations must be a whole number.');
  expect(numberProblem(iterations, 0)).toBe('Iterations must lie between 1 and 100,000.');
});

test('a model of the public sizes has presets, and a change makes the values one’s own', () => {
  const preset = () => selectOptimisationPreset(store.getState());
  store.getState().setOptimisationPreset('laptop');
  const large = {
    ...fakeModelInfo([]),
    optimisationDefaults: { ...fallbackDefaults, iterations: 1000, cropsPerStep: 60 },
  };
  store.getState().modelLoaded(large);
  expect(preset()).toBe('laptop');
  expect(selectParameters(store.getState())).toMatchObject({ iterations: 100, cropsPerStep: 8 });
  store.getState().setParameter('seed', 3);
  expect(preset()).toBe('laptop');
  store.getState().setParameter('iterations', 50);
  expect(preset()).toBe('own');
  store.getState().setOptimisationPreset('reference');
  expect([preset(), store.getState().changedParameters]).toEqual(['reference', { seed: 3 }]);
  store.getState().modelLoaded({ ...large, optimisationDefaults: { ...fallbackDefaults, cropsPerStep: 8 } });
  expect(preset()).toBeNull();
});
