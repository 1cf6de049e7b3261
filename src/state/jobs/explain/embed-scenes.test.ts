import { beforeEach, expect, test, vi } from 'vitest';
import { embedScenes, followOptimisation } from './embed-scenes';
import { ofModel } from '../../store/explain-slice';
import { cancelExplain } from './explain-work';
import { explainJobObstacle } from '../obstacles';
import { poolOffsets } from '../../../runs/records/offsets-record';
import { explainedOffsets, showRunOffsets, showShippedOffsets } from './explained-offsets';
import { measureTrueShifts, otherConditions } from './measure-shifts';
import { provenance } from '../../exports/provenance';
import { store } from '../../store/store';
import { TinyPage, until } from '../../testing';

const page = await TinyPage.load();
const { engine } = page;

beforeEach(async () => {
  vi.restoreAllMocks();
  await page.open();
  store.setState({ embeddedCount: 2, shiftScenes: 2 });
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
  await embedScenes();
  const first = ofModel(store.getState().model.info, store.getState().embeddedScenes)!;
  expect(first.conditions.map(({ name, embeddings }) => [name, embeddings.length])).toEqual([['night-rainy', 2]]);
  expect(images).toHaveBeenCalledTimes(1);
  await embedScenes();
  const again = ofModel(store.getState().model.info, store.getState().embeddedScenes)!;
  expect(again.conditions[0]).toBe(first.conditions[0]);
  expect(images).toHaveBeenCalledTimes(1);
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
  // Time goes on by itself, for the engine, and by leaps.
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'], shouldAdvanceTime: true });
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
  const idle = () => until(({ explainWork }) => explainWork === null);
  await idle();
  expect(store.getState().embeddedScenes).not.toBeNull();
  arrive('running');
  expect(embedded).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(1000);
  arrive('running');
  await idle();
  expect(embedded).toHaveBeenCalledTimes(2);
  vi.useRealTimers();
});
