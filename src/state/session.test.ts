import { beforeEach, expect, test } from 'vitest';
import type { FakeEngineOptions } from '../engine/fake/fake-detectors';
import { FakeEngine } from '../engine/fake-engine';
import { fakeBackendStatus, fakeDetector, fakeModelInfo } from '../engine/fake/fake-model';
import { fakeDetectorFile } from '../engine/fake/fake-files';
import type { Session } from '../runs/session';
import { packSession } from '../runs/session-zip';
import { exampleEvaluation, exampleRun, exampleTraining } from '../runs/testing';
import { engine, provideEngine } from './engine-access';
import { importSession } from './session';
import { store } from './store';

const initial = store.getState();
const detectors = [fakeDetector('baseline', 'Baseline')];
const info = fakeModelInfo(detectors);
const session: Session = {
  title: 'Example',
  createdAt: '2026-11-01T10:00:00.000Z',
  appVersion: 'test',
  model: { name: info.name, hash: info.hash },
  prompts: { source: 'day', targets: ['night', 'fog'] },
  runs: [exampleRun('1'), exampleTraining('2')],
  evaluations: [exampleEvaluation('e')],
  detections: null,
  detectors: [{ name: 'mine', modelHash: info.hash, file: fakeDetectorFile(fakeDetector('mine', 'Mine')) }],
  view: {},
};

function begin(options: FakeEngineOptions = {}): void {
  provideEngine(new FakeEngine(options));
  store.setState(initial, true);
  store.setState({ model: { status: { kind: 'ready' }, info }, detectors, backend: fakeBackendStatus('auto') });
}

beforeEach(() => begin());

const importZip = (content: Session) => importSession(new Blob([packSession(content)]));
const messages = () => store.getState().notices.map(({ message, hint }) => `${message} ${hint}`);

test('restores prompts, runs, evaluations and detectors', async () => {
  await importZip(session);
  const state = store.getState();
  expect(state.targets.map(({ text }) => text)).toEqual(['night', 'fog']);
  expect(state.run).toMatchObject({ origin: 'imported', status: 'finished', done: 2 });
  expect([...state.run.offsets!.values]).toEqual([0.5, -0.25, 0, 2]);
  expect(state.training).toMatchObject({ origin: 'imported', status: 'stopped', done: 3 });
  expect(state.evaluations.a).toEqual(exampleEvaluation('e'));
  expect(state.detectors.map(({ name }) => name)).toEqual(['baseline', 'mine']);
});

test('a detector whose name is taken gets a number, in the evaluation too', async () => {
  store
    .getState()
    .addDetector(await engine().importDetector('mine', fakeDetectorFile(fakeDetector('mine', 'Another'))));
  await importZip(session);
  const state = store.getState();
  expect(state.detectors.map(({ name }) => name)).toEqual(['baseline', 'mine', 'mine-2']);
  expect(state.evaluations.a!.config.detector).toBe('mine-2');
});

test('a detector of another model waits for it', async () => {
  await importZip({ ...session, detectors: session.detectors.map((one) => ({ ...one, modelHash: 'other' })) });
  expect(store.getState().detectors.map(({ name }) => name)).toEqual(['baseline']);
  expect(messages().join()).toContain('1 of its detectors appear as soon as their model is loaded.');
});

const unchanged = () => {
  const { sourcePrompt, targets, run, training, evaluations, detectors: listed } = store.getState();
  return { sourcePrompt, targets, run, training, evaluations, listed };
};

test.each<[string, () => Promise<void>, RegExp]>([
  [
    'a detector that does not fit',
    () => {
      begin({ failures: { importDetector: { code: 'bundle-mismatch', message: 'It does not fit.', hint: '' } } });
      return importZip(session);
    },
    /It does not fit\./u,
  ],
  [
    'a picture that is none',
    () =>
      importZip({
        ...session,
        detections: { image: { kind: 'scene', domain: 'on-the-moon', split: 'test', index: 0 }, panes: [] },
      }),
    /its picture is a scene in the unknown condition “on-the-moon”/u,
  ],
  [
    'no session',
    () => importSession(new Blob(['PK\u0003\u0004'])),
    /the zip file breaks off before the list of its files/u,
  ],
])('%s leaves everything as it was', async (_, work, message) => {
  const before = unchanged();
  await work();
  expect(unchanged()).toEqual(before);
  expect(messages()).toHaveLength(1);
  expect(messages()[0]).toMatch(message);
});
