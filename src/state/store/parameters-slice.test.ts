import { beforeEach, expect, test } from 'vitest';
import { exampleModel } from '../../engine/testing-examples';
import { optimisationDefaults } from '../../method/optimisation-presets';
import { optimisationSettings } from '../../method/optimisation-settings';
import { settingKeys, settingProblem } from '../../method/setting';
import { selectOptimisationPreset, selectParameters } from './parameters-slice';
import { store } from './store';

const initial = store.getInitialState();
beforeEach(() => store.setState(initial, true));

test('only what was set differs from the defaults', () => {
  store.getState().setParameter('iterations', 7);
  const { method: _, ...defaults } = optimisationDefaults(96);
  expect(selectParameters(store.getState())).toEqual({ ...defaults, sourceImages: 24, iterations: 7 });
  store.getState().resetParameter('iterations');
  expect(store.getState().changedParameters).toEqual({});
});

test('every default lies within its limits', () => {
  const values = selectParameters(store.getState());
  for (const key of settingKeys(optimisationSettings))
    expect(settingProblem(optimisationSettings[key], values[key])).toBeNull();
});

test('no number changes when the built-in model arrives, and none that was set when another does', () => {
  const before = selectParameters(store.getState());
  store.getState().modelLoaded(exampleModel({ optimisationDefaults: optimisationDefaults(96) }));
  expect(selectParameters(store.getState())).toEqual(before);
  // Set to the very value that is the default: it was set all the same.
  store.getState().setParameter('iterations', before.iterations);
  store.getState().modelLoaded(exampleModel({ optimisationDefaults: optimisationDefaults(224) }));
  expect(selectParameters(store.getState())).toMatchObject({ iterations: before.iterations, cropsPerStep: 60 });
});

test('a model of the public sizes has presets, and a change makes the values one’s own', () => {
  const preset = () => selectOptimisationPreset(store.getState());
  store.getState().setOptimisationPreset('laptop');
  const large = exampleModel({ optimisationDefaults: optimisationDefaults(224) });
  store.getState().modelLoaded(large);
  expect(preset()).toBe('laptop');
  expect(selectParameters(store.getState())).toMatchObject({ iterations: 100, cropsPerStep: 8 });
  store.getState().setParameter('seed', 3);
  expect(preset()).toBe('laptop');
  store.getState().setParameter('iterations', 50);
  expect(preset()).toBe('own');
  store.getState().setOptimisationPreset('reference');
  expect([preset(), store.getState().changedParameters]).toEqual(['reference', { seed: 3 }]);
  store.getState().modelLoaded({ ...large, optimisationDefaults: optimisationDefaults(96) });
  expect(preset()).toBeNull();
});
