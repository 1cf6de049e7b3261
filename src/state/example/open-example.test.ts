import { beforeEach, expect, test, vi } from 'vitest';
import { packSession } from '../../runs/session/session-zip';
import type { Session } from '../../runs/session/session';
import { exampleEvaluation, exampleRun, exampleTraining } from '../../runs/testing';
import { readLibrary, recordRun } from '../library/kept-runs';
import { openInView } from '../library/open-run';
import { currentSession } from '../library/session-content';
import { storage } from '../library/storage-access';
import { selectExampleListed } from '../store/example-slice';
import { store } from '../store/store';
import { until } from '../testing';
import { forgetExampleParts, readExamplePart } from './example-parts';
import { followExample } from './open-example';

const base: Session = {
  title: 'Example',
  createdAt: '2026-11-01T10:00:00.000Z',
  appVersion: 'test',
  model: { name: 'Built-in CLIP', hash: 'abc' },
  prompts: { source: 'day', targets: ['night'] },
  runs: [],
  evaluations: [],
  marks: [],
  detections: null,
  detectors: [],
  explain: null,
  view: {},
};
const sessions = {
  evaluate: { ...base, evaluations: [exampleEvaluation('a'), exampleEvaluation('b')] },
  train: { ...base, runs: [exampleTraining('t')] },
  runs: { ...base, runs: [exampleRun('o')] },
};

let asked: string[] = [];

/** A host that has these files. */
function serve(files: Readonly<Record<string, () => Response>>): void {
  asked = [];
  vi.stubGlobal('document', { baseURI: 'https://example.org/page/' });
  vi.stubGlobal('fetch', (url: URL) => {
    const name = url.pathname.replace('/page/example/', '').replace('.session.zip', '');
    asked.push(name);
    return Promise.resolve(files[name]?.() ?? new Response('not found', { status: 404 }));
  });
}

const zips = Object.fromEntries(
  Object.entries(sessions).map(([name, session]) => [name, () => new Response(packSession(session))]),
);

beforeEach(forgetExampleParts);

test('a view fetches its part when it opens, once, and shows it as recorded', async () => {
  serve(zips);
  followExample();
  expect(asked).toEqual([]);
  store.getState().setView('evaluate');
  const shown = await until(({ evaluations }) => evaluations.b !== null).then(() => store.getState());
  expect([shown.evaluations.a!.id, shown.evaluations.b!.id, shown.evaluationOrigin]).toEqual(['a', 'b', 'recorded']);
  store.getState().setView('train');
  await until(({ training }) => training.status !== 'empty');
  expect(store.getState().training).toMatchObject({ id: 't', origin: 'recorded', title: exampleTraining('t').title });
  store.getState().setView('evaluate');
  expect(asked).toEqual(['evaluate', 'train']);
});

test('the example is in no library and in no session of the visitor', async () => {
  serve(zips);
  followExample();
  for (const view of ['evaluate', 'train', 'runs'] as const) store.getState().setView(view);
  await until(({ exampleRuns }) => exampleRuns.length === 4);
  store.getState().setView('evaluate');
  await until(({ evaluations }) => evaluations.a !== null);
  await readLibrary();
  expect((await storage().library.list()).entries).toEqual([]);
  const session = currentSession(store.getState(), [], []);
  expect([session.runs, session.evaluations]).toEqual([[], []]);
});

test('what is the visitor’s own is never replaced', async () => {
  serve(zips);
  const own = exampleEvaluation('own');
  store.getState().showEvaluations({ a: own, b: null }, 'restored');
  store.getState().setTraining({ status: 'running', origin: 'live', id: 'mine' });
  followExample();
  store.getState().setView('evaluate');
  store.getState().setView('train');
  store.getState().setView('runs');
  await until(({ exampleRuns }) => exampleRuns.length === 4);
  expect(store.getState().evaluations.a).toBe(own);
  expect(store.getState().training.id).toBe('mine');
});

test('Runs lists the example until there is a run of the visitor’s, and then on demand', async () => {
  serve(zips);
  expect(selectExampleListed(store.getState())).toBe(true);
  await recordRun(exampleRun('mine'));
  expect(selectExampleListed(store.getState())).toBe(false);
  followExample();
  store.getState().setView('runs');
  expect(asked).toEqual([]);
  store.getState().setExampleListed(true);
  await until(({ exampleRuns }) => exampleRuns.length === 4);
  expect(store.getState().runs.map(({ head }) => head.id)).toEqual(['mine']);
});

test('a run of the example that is opened in its view stays labelled', async () => {
  serve(zips);
  followExample();
  store.getState().setView('runs');
  await until(({ exampleRuns }) => exampleRuns.length === 4);
  await openInView('o');
  expect(store.getState().run).toMatchObject({ id: 'o', origin: 'recorded' });
  await openInView('a');
  expect(store.getState()).toMatchObject({ view: 'evaluate', evaluationOrigin: 'recorded' });
  expect(await storage().library.shown()).toBeNull();
});

test.each<[string, Readonly<Record<string, () => Response>>]>([
  ['is missing', {}],
  [
    'is missing on a host that answers with the page',
    { evaluate: () => new Response('<!doctype html>', { headers: { 'content-type': 'text/html; charset=utf-8' } }) },
  ],
  ['is cut short', { evaluate: () => new Response(packSession(sessions.evaluate).slice(0, 100)) }],
  ['cannot be reached', { evaluate: () => Response.error() }],
])('where a part %s, the view stays empty without a word', async (_, files) => {
  serve(files);
  const said = vi.spyOn(console, 'error');
  followExample();
  store.getState().setView('evaluate');
  expect(asked).toEqual(['evaluate']);
  expect(await readExamplePart('evaluate')).toBeNull();
  expect(store.getState().evaluations.a).toBeNull();
  expect(store.getState().notices).toEqual([]);
  expect(said).not.toHaveBeenCalled();
});
