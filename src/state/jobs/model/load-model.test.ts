import { beforeEach, expect, test } from 'vitest';
import { inProcessEngine, tinyBundle } from '../../../engine/testing';
import { tinyModelWithGelu } from '../../../engine/testing-tiny-model';
import { provideEngine } from '../engine-access';
import { loadModel, repairGelu } from './load-model';
import { store } from '../../store/store';
import { failingEngine } from '../../testing';

const engine = inProcessEngine();
const gelu = await engine.loadModel(tinyModelWithGelu());

beforeEach(() => {
  provideEngine(engine);
  store.setState(store.getInitialState(), true);
  store.setState({ model: { status: { kind: 'ready' }, info: gelu } });
});

test('a repaired text tower is another model', async () => {
  const repairing = repairGelu();
  expect(store.getState().model.status.kind).toBe('loading');
  await repairing;
  const { status, info } = store.getState().model;
  expect(status).toEqual({ kind: 'ready' });
  expect(info?.text).toEqual({ origin: 'repaired', activation: 'quick-gelu', tokenizer: 'model' });
});

test('a repair that fails leaves the model as it is, and says why', async () => {
  const error = { code: 'unsupported-model', message: 'There is no GELU.', hint: 'Use it as it is.' } as const;
  provideEngine(failingEngine(engine, { repairGelu: error }));
  await repairGelu();
  const { model, notices } = store.getState();
  expect(model).toEqual({ status: { kind: 'ready' }, info: gelu });
  expect(JSON.stringify(notices)).toContain('There is no GELU.');
});

test('a download that fails leaves its reason beside the former model until the next one begins', async () => {
  const error = {
    code: 'bundle-file-missing',
    message: 'config.json is missing.',
    hint: 'Check the address.',
  } as const;
  provideEngine(failingEngine(engine, { loadModel: error }));
  await loadModel({ kind: 'download', address: 'nobody/nothing' });
  expect(store.getState().model).toEqual({ status: { kind: 'ready' }, info: gelu });
  expect(store.getState().modelProblem).toMatchObject({
    message: 'config.json is missing.',
    hint: 'Check the address.',
  });
  provideEngine(engine);
  const loading = loadModel(tinyBundle());
  expect(store.getState().modelProblem).toBeNull();
  await loading;
  expect(store.getState().modelProblem).toBeNull();
});
