import { beforeEach, describe, expect, test, vi } from 'vitest';
import { vocTexts, yoloTexts, type Texts } from '../../engine/images/data-set-testing';
import { inProcessEngine } from '../../engine/testing';
import { exampleModel } from '../../engine/testing-examples';
import { oddZip, unzip } from '../../formats/zip/testing-zip';
import { exportSession, type Session } from '../../runs/session/session';
import { packSession } from '../../runs/session/session-zip';
import { exampleRun } from '../../runs/testing';
import { provideEngine } from '../jobs/engine-access';
import { store } from '../store/store';
import { takeFiles } from './take-files';

const initial = store.getInitialState();
const info = exampleModel();
const session: Session = {
  title: 'Example',
  createdAt: '2026-11-01T10:00:00.000Z',
  appVersion: 'test',
  model: { name: info.name, hash: info.hash },
  prompts: { source: 'day', targets: ['night', 'fog'] },
  runs: [exampleRun('1')],
  evaluations: [],
  detections: null,
  detectors: [],
  explain: null,
  view: {},
  marks: [],
};
const sessionFiles = [...(await unzip(packSession(session)))].map(([name, content]) => ({ name, content }));

beforeEach(() => {
  provideEngine(inProcessEngine());
  store.setState(initial, true);
  store.setState({ model: { status: { kind: 'ready' }, info } });
});

const zipped = (texts: Texts, rename = (path: string) => path) =>
  Object.entries(texts).map(([path, content]) => ({ name: rename(path), content }));
const file = (name: string, content: BlobPart) => new File([content], name);
const said = () =>
  store
    .getState()
    .notices.map(({ message }) => message)
    // Nothing is stored here, and that is said once.
    .filter((message) => message !== 'Your results will not outlive this page.');
const opened = () => ({
  targets: store.getState().targets.map(({ text }) => text),
  dataSets: store.getState().dataSets.map(({ title, format }) => `${title} ${format}`),
});
const before = initial.targets.map(({ text }) => text);

describe('a zip file is opened for what it holds', () => {
  test.each([
    ['as written', (path: string) => path],
    ['with ./', (path: string) => `./${path}`],
    ['with backslashes', (path: string) => path.replaceAll('/', '\\')],
    ['absolute', (path: string) => `/data/${path}`],
    ['in a folder', (path: string) => `mine/${path}`],
  ])('data %s', async (_, rename) => {
    await takeFiles([file('mine.zip', oddZip(zipped(vocTexts, rename)))]);
    expect(opened()).toEqual({ targets: before, dataSets: ['mine voc'] });
    expect(said()).toEqual([]);
  });

  test.each([
    ['as written', packSession(session)],
    ['with ./', oddZip(sessionFiles.map((one) => ({ ...one, name: `./${one.name}` })))],
    ['beside what a system leaves', oddZip([...sessionFiles, { name: '__MACOSX/._manifest.json', content: 'x' }])],
    ['beside pictures', oddZip([...sessionFiles, { name: 'notes/a.png', content: 'x' }])],
    ['behind other bytes', oddZip(sessionFiles, { prefix: Uint8Array.of(1, 2, 3) })],
  ])('a session %s', async (_, zip) => {
    await takeFiles([file('mine.zip', zip)]);
    expect(opened()).toEqual({ targets: ['night', 'fog'], dataSets: [] });
    expect(said()).toEqual(['Session opened.']);
  });

  test('data beside a manifest of another tool', async () => {
    await takeFiles([
      file('x.zip', oddZip([...zipped(yoloTexts), { name: 'manifest.json', content: '{"name":"x"}' }])),
    ]);
    expect(opened()).toEqual({ targets: before, dataSets: ['x yolo'] });
  });

  test.each<[string, File, string]>([
    [
      'a session within a folder',
      file('a.zip', oddZip(sessionFiles.map((one) => ({ ...one, name: `mine/${one.name}` })))),
      '“a.zip”: it holds a session in its folder “mine”.',
    ],
    [
      'a zip of neither',
      file('a.zip', oddZip([{ name: 'a.bin', content: 'x' }])),
      '“a.zip”: it holds neither a session of this playground nor pictures with annotations.',
    ],
    ['an empty zip', file('a.zip', oddZip([])), '“a.zip”: the zip file is empty.'],
    [
      'what is no zip',
      file('a.zip', '7z\xbc'),
      '“a.zip”: the file is no zip file: the list of files, which stands at the end of one, is missing.',
    ],
    [
      'a web page',
      file('a.zip', '<!doctype html>'),
      '“a.zip”: the file is no zip file, but a web page (HTML) that was saved in place of the file.',
    ],
    [
      'a download that broke off',
      file('a', oddZip(zipped(vocTexts)).slice(0, 300)),
      '“a”: the zip file breaks off before the list of its files, which stands at its end.',
    ],
    [
      'annotations alone',
      file('a.json', '{"images": [], "annotations": []}'),
      '“a.json”: it holds annotations, which need their pictures.',
    ],
    ['another JSON', file('a.json', '{"a": 1}'), '“a.json”: it is no session of this playground.'],
  ])('%s is named', async (_, one, message) => {
    await takeFiles([one]);
    expect(said()).toEqual([message]);
    expect(opened()).toEqual({ targets: before, dataSets: [] });
  });
});

test('every file of many is opened or named; the first picture is shown', async () => {
  const engine = inProcessEngine();
  // Node decodes no pictures: what a browser would say of these files.
  vi.spyOn(engine, 'decodeImage').mockImplementation(async (one) => {
    if ((await one.text()) !== 'picture') throw new Error('The file is no image.');
    return { width: 32, height: 32, data: new Uint8Array(32 * 32 * 3) };
  });
  provideEngine(engine);
  await takeFiles([
    file('one.png', 'picture'),
    file('note.txt', 'hello'),
    file('two.png', 'picture'),
    file('s.json', exportSession(session)),
    file('t.json', exportSession(session)),
    file('mine.zip', oddZip(zipped(vocTexts))),
  ]);
  expect(store.getState().ownImages.map(({ name }) => name)).toEqual(['one.png', 'two.png']);
  const first = store.getState().ownImages[0]!;
  expect(store.getState().pictureRef).toEqual({ kind: 'own', id: first.id });
  expect(opened()).toEqual({ targets: ['night', 'fog'], dataSets: ['mine voc'] });
  expect(said().toSorted()).toEqual([
    'Session opened.',
    '“note.txt”: Something went wrong: The file is no image.',
    '“t.json”: only one session is opened at a time.',
  ]);
});
