import { beforeEach, expect, test, vi } from 'vitest';
import { FakeEngine } from '../../engine/fake/fake-engine';
import { fakeModelInfo } from '../../engine/fake/fake-model';
import { embedScenes, followOptimisation } from './embed-scenes';
import { provideEngine } from './engine-access';
import { ofModel } from '../store/explain-slice';
import { cancelExplain } from './explain-work';
import { explainJobObstacle } from './obstacles';
import { poolOffsets } from '../../runs/records/offsets-record';
import { explainedOffsets, showRunOffsets, showShippedOffsets } from './explained-offsets';
import { measureTrueShifts, otherConditions } from './measure-shifts';
import { provenance } from '../exports/provenance';
import { store } from '../store/store';

const initial = store.getState();
let engine: FakeEngine;

beforeEach(() => {
  engine = new FakeEngine();
  provideEngine(engine);
  store.setState(initial, true);
  store.setState({ model: { status: { kind: 'ready' }, info: fakeModelInfo([]) }, embeddedCount: 2, shiftScenes: 2 });
});

test('shipped offsets take the place of those of the run, and give it back', async () => {
  expect(explainedOffsets(store.getState())).toBeNull();
  await showShippedOffsets('example');
  const shipped = explainedOffsets(store.getState());
  expect(shipped?.title).toMatch(/“example”/u);
  expect(explainedOffsets(store.getState())).toBe(shipped);
  showRunOffsets();
  expect(explainedOffsets(store.getState())).toBeNull();
});

test('weather images are embedded once, however often the offsets change', async () => {
  await showShippedOffsets('example');
  const images = vi.spyOn(engine, 'embedImages');
  const real = () => images.mock.calls.length;
  await embedScenes();
  const first = ofModel(store.getState().model.info, store.getState().embeddedScenes)!;
  expect(first.conditions.map(({ name, embeddings }) => [name, embeddings.length])).toEqual([['night-rainy', 2]]);
  const calls = real();
  await embedScenes();
  const again = ofModel(store.getState().model.info, store.getState().embeddedScenes)!;
  expect(again.conditions[0]).toBe(first.conditions[0]);
  // The fake embeds originals by the same call.
  expect(real() - calls).toBe(calls - 1);
});

test('shifts of all other conditions where the prompts name one only; a cancelled measurement leaves the former one', async () => {
  await showShippedOffsets('example');
  await measureTrueShifts();
  const former = store.getState().measuredShifts;
  expect(former?.value.shifts.map(({ condition }) => condition)).toEqual(otherConditions);
  const running = measureTrueShifts();
  cancelExplain();
  await running;
  expect(store.getState().measuredShifts).toBe(former);
  expect(store.getState().notices).toEqual([]);
  store.getState().setRun({ status: 'running' });
  expect(explainJobObstacle(store.getState())).toMatch(/^Offsets are being optimised/u);
});

test('a running optimisation is followed at most once a second, and only where it is wanted', async () => {
  followOptimisation();
  const offsets = await engine.loadOffsets('example');
  const embedded = vi.spyOn(engine, 'embedAugmented');
  const arrive = (status: 'running' | 'finished') => {
    const fresh = { ...offsets };
    const from = provenance(store.getState(), 1);
    store.getState().setRun({ status, offsets: fresh, pooled: poolOffsets(fresh), provenance: from });
  };
  store.setState({ view: 'explain' });
  arrive('running');
  expect(embedded).not.toHaveBeenCalled();
  store.getState().setExplain({ followRun: true });
  arrive('running');
  arrive('running');
  await vi.waitFor(() => expect(store.getState().embeddedScenes).not.toBeNull(), 10_000);
  arrive('running');
  expect(embedded).toHaveBeenCalledTimes(1);
  await vi.waitFor(
    () => {
      arrive('running');
      expect(embedded).toHaveBeenCalledTimes(2);
    },
    { timeout: 4000, interval: 200 },
  );
  await vi.waitFor(() => expect(store.getState().explainWork).toBeNull(), 10_000);
});
