import { beforeEach, expect, test } from 'vitest';
import { createRunLibrary } from '../../runs/library/run-library';
import type { Session } from '../../runs/session/session';
import { packSession } from '../../runs/session/session-zip';
import { createRunStore } from '../../runs/library/runs-store';
import { createMemoryStore, exampleEvaluation, exampleExplain, exampleRun, exampleTraining } from '../../runs/testing';
import { engine } from '../jobs/engine-access';
import { changeRun, forgetUnstoredRuns, readLibrary } from './kept-runs';
import { cancelSession, importSession } from './page-session';
import { currentSession } from './session-content';
import { explainRecord, openExplained } from './session-explain';
import { compareWords } from '../jobs/explain/word-funnel';
import { libraryRecords } from './library-records';
import { ownDetectors } from './own-detectors';
import { provideStorage } from './storage-access';
import { store } from '../store/store';
import { tinyDetectorFile } from '../../engine/testing-tiny-model';
import { type Failures, TinyPage } from '../testing';
import { forgetDetector } from './stored-work';

const page = await TinyPage.load();
const { info } = page;
const shipped = info.detectors.map(({ name }) => name);
const session: Session = {
  title: 'Example',
  createdAt: '2026-11-01T10:00:00.000Z',
  appVersion: 'test',
  model: { name: info.name, hash: info.hash },
  prompts: { source: 'day', targets: ['night', 'fog'] },
  runs: [exampleRun('1'), exampleTraining('2')],
  evaluations: [exampleEvaluation('e')],
  marks: [{ run: '1', pinned: true, note: 'the good one' }],
  detections: null,
  explain: exampleExplain(info.hash),
  detectors: [{ name: 'mine', modelHash: info.hash, file: tinyDetectorFile('Mine') }],
  view: {},
};

function begin(failures: Failures = {}): Promise<void> {
  return page.open(failures);
}

let tables = createMemoryStore();

beforeEach(async () => {
  tables = createMemoryStore();
  provideStorage({ runs: createRunStore(tables), library: createRunLibrary(tables) });
  forgetUnstoredRuns();
  await begin();
});

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
  expect(state.detectors.map(({ name }) => name)).toEqual([...shipped, 'mine']);
});

test('results of Explain come back with their origin, travel on, and are not the visitor’s where they are recorded', async () => {
  await importZip(session);
  const explained = exampleExplain(info.hash);
  expect(explainRecord(store.getState())).toEqual(explained);
  expect(store.getState().explainOrigins).toEqual({
    shifts: 'imported',
    step: 'imported',
    'batch-norm': 'imported',
    embeddings: 'imported',
    words: 'imported',
  });
  await compareWords();
  expect(store.getState().explainOrigins.words).toBe('live');
  await begin();
  openExplained(explained, 'recorded');
  expect(store.getState().stepTrail!.value).toEqual(explained.step);
  expect(currentSession(store.getState(), [], []).explain).toBeNull();
  openExplained({ ...explained, step: null }, 'imported');
  expect(explainRecord(store.getState())).toEqual({ ...explained, step: null });
});

test('a detector whose name is taken gets a number, in the evaluation too', async () => {
  store.getState().addDetector(await engine().importDetector('mine', tinyDetectorFile('Another')));
  await importZip(session);
  const state = store.getState();
  expect(state.detectors.map(({ name }) => name)).toEqual([...shipped, 'mine', 'mine-2']);
  expect(state.evaluations.a!.config.detector).toBe('mine-2');
});

test('a detector of another model waits for it', async () => {
  await importZip({ ...session, detectors: session.detectors.map((one) => ({ ...one, modelHash: 'other' })) });
  expect(store.getState().detectors.map(({ name }) => name)).toEqual(shipped);
  expect(messages().join()).toContain('1 of its detectors appear as soon as their model is loaded.');
});

/** As a new visit of somebody else does: nothing is stored. */
async function cleanBrowser(): Promise<void> {
  tables = createMemoryStore();
  provideStorage({ runs: createRunStore(tables), library: createRunLibrary(tables) });
  await begin();
  await readLibrary();
}

test('names, pins and notes of runs travel with the session', async () => {
  await importZip(session);
  await changeRun('1', { title: 'Monsoon test' });
  await changeRun('e', { title: 'ZZQ name', pinned: true, note: 'ZZQ note' });
  const { records } = await libraryRecords();
  const exported = currentSession(store.getState(), await ownDetectors(), records);
  await cleanBrowser();
  await importZip(exported);
  await readLibrary();
  const labels = store.getState().runs.map(({ head: { id, title }, pinned, note }) => ({ id, title, pinned, note }));
  expect(labels.toSorted((a, b) => (a.id < b.id ? -1 : 1))).toEqual([
    { id: '1', title: 'Monsoon test', pinned: true, note: 'the good one' },
    { id: '2', title: exampleTraining('2').title, pinned: false, note: '' },
    { id: 'e', title: 'ZZQ name', pinned: true, note: 'ZZQ note' },
  ]);
});

test('an import is one transaction: what does not find space leaves nothing stored, and all of it in memory', async () => {
  tables = createMemoryStore({ capacity: 6 });
  provideStorage({ runs: createRunStore(tables), library: createRunLibrary(tables) });
  await importZip(session);
  for (const table of ['library', 'library-bodies', 'detectors'] as const) expect(await tables.keys(table)).toEqual([]);
  expect([...store.getState().unstoredRuns].toSorted()).toEqual(['1', '2', 'e']);
  expect(store.getState().detectors.map(({ name }) => name)).toEqual([...shipped, 'mine']);
  expect(messages().join()).toContain('The session could not be stored: the browser’s space for this page is full.');
  await forgetDetector('mine', info.hash);
});

test('a name that another tab takes during the import is left to it', async () => {
  const library = createRunLibrary(tables);
  const theirs = { name: 'mine', modelHash: info.hash, file: new Blob(['theirs']) };
  let attempts = 0;
  provideStorage({
    library: {
      ...library,
      addAll: async (runs, added) => {
        if (attempts++ === 0) await createRunStore(tables).keepDetector(theirs);
        return library.addAll(runs, added);
      },
    },
  });
  await importZip(session);
  expect(attempts).toBe(2);
  expect(await tables.keys('detectors')).toEqual([`${info.hash}/mine`, `${info.hash}/mine-2`]);
  expect(store.getState().detectors.map(({ name }) => name)).toEqual([...shipped, 'mine-2']);
  expect(store.getState().evaluations.a!.config.detector).toBe('mine-2');
});

const unchanged = () => {
  const { sourcePrompt, targets, run, training, evaluations, detectors: listed } = store.getState();
  return { sourcePrompt, targets, run, training, evaluations, listed };
};

test('a session whose reading is cancelled changes nothing, and says nothing', async () => {
  const before = unchanged();
  const importing = importZip(session);
  cancelSession();
  await importing;
  expect(unchanged()).toEqual(before);
  expect(messages()).toEqual([]);
  await importZip(session);
  expect(messages()).toHaveLength(1);
});

test.each<[string, () => Promise<void>, RegExp]>([
  [
    'a detector that does not fit',
    async () => {
      await begin({ importDetector: { code: 'bundle-mismatch', message: 'It does not fit.', hint: '' } });
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
