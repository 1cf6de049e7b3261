import { expect, test } from 'vitest';
import { Curve } from '../runs/curve';
import { exampleRun } from '../runs/testing';
import { emptyRun } from './optimisation-slice';
import { store } from './store';
import { forgetRun, keepRun, storedRun } from './stored-work';

test('a browser that keeps nothing is mentioned once, and everything goes on', async () => {
  const { config, curves, provenance } = exampleRun('mine');
  store.getState().replaceRun({ ...emptyRun, status: 'finished', config, curve: Curve.from(curves), provenance });
  expect(await storedRun()).toBeNull();
  await keepRun();
  const { notices, dismissNotice } = store.getState();
  expect(notices.map(({ message }) => message)).toEqual(['Your results will not outlive this page.']);
  dismissNotice(notices[0]!.id);
  await forgetRun();
  expect(store.getState().notices).toEqual([]);
});
