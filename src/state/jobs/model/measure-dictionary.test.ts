import { beforeAll, beforeEach, expect, test } from 'vitest';
import { tinyBundle } from '../../../engine/testing';
import { tinyModel } from '../../../engine/testing-tiny-model';
import {
  isWhole,
  type MeasuredTransform,
  type PhotometricDictionary,
} from '../../../photometrics/dictionary/dictionary';
import { builtinSource, dictionaryFileName, writeKeptDictionary } from '../../../runs/shelf/kept-dictionary';
import { createMemoryFiles } from '../../../runs/testing';
import { dictionariesOf, keepDictionary } from '../../library/kept-dictionaries';
import { provideStorage } from '../../library/storage-access';
import { showStoredItems } from '../../library/stored-items';
import { deleteStoredItem } from '../../files/stored-item-files';
import { store } from '../../store/store';
import { TinyPage, until } from '../../testing';
import { loadDictionary } from './load-dictionary';
import { loadModel } from './load-model';
import { canGoOn, measureDictionary, stopDictionary } from './measure-dictionary';

const page = await TinyPage.load();
const { info } = page;
/** Two transforms of 240, as a measurement that was cancelled leaves them. */
let part: PhotometricDictionary;

const photometrics = () => store.getState().photometrics;

async function measureTwo(): Promise<void> {
  const ended = measureDictionary();
  await until((state) => state.photometrics.progress !== null);
  // A dictionary knows no prompt.
  store.getState().setSourcePrompt('an image');
  await until((state) => state.photometrics.progress?.done === 2);
  stopDictionary();
  await ended;
}

/** As at another visit: the storage is what it was, the page is new. */
async function revisit(): Promise<void> {
  await page.open();
  await loadDictionary();
}

beforeAll(async () => {
  provideStorage({ dictionaries: createMemoryFiles() });
  await revisit();
  await measureTwo();
  part = photometrics().part!.dictionary;
});
beforeEach(revisit);

const keepPart = (dictionary: PhotometricDictionary) =>
  keepDictionary({ dictionary, modelName: info.name, source: builtinSource });

/** The part with rows up to so many; what they hold does not matter here. */
function grown(rows: number): PhotometricDictionary {
  const measured = Array.from({ length: rows }, (_, k): MeasuredTransform => part.measured[k % 2]!);
  return { ...part, measured };
}

test('a model without a dictionary has none until it is measured; a cancelled measurement keeps its part', async () => {
  expect(photometrics()).toMatchObject({ status: 'none', dictionary: null, part: null, problem: null });
  await measureTwo();
  expect(photometrics()).toMatchObject({ status: 'stopped', dictionary: null, progress: null });
  // The numbers are those of the former measurement; a step that was under way may have ended.
  expect(photometrics().part!.dictionary.measured.slice(0, 2)).toEqual(part.measured.slice(0, 2));
  expect(part.identity).toMatchObject({ model: info.hash, imageCount: 24, transformCount: 240, seed: 1 });
  expect(canGoOn(store.getState())).toBe(true);
});

test('after a reload a part goes on to the whole, which the next visit finds', async () => {
  await keepPart(grown(239));
  await revisit();
  expect(photometrics()).toMatchObject({ status: 'stopped', dictionary: null });
  const done: (number | undefined)[] = [];
  const unsubscribe = store.subscribe(() => done.push(photometrics().progress?.done));
  await measureDictionary();
  unsubscribe();
  expect(done.find((count) => count !== undefined)).toBe(239);
  const { status, dictionary, source } = photometrics();
  expect([status, source, isWhole(dictionary!)]).toEqual(['ready', builtinSource, true]);
  expect(await dictionariesOf(info.hash)).toHaveLength(1);
  await revisit();
  expect(photometrics()).toMatchObject({ status: 'ready', dictionary, source: builtinSource });
});

test('another model has no dictionary of the former one, which is there again with its model', async () => {
  await keepPart(grown(240));
  await revisit();
  expect(photometrics().status).toBe('ready');
  store.setState({ model: { status: { kind: 'ready' }, info: { ...info, hash: 'other' } } });
  await loadDictionary();
  expect(photometrics()).toMatchObject({ status: 'none', dictionary: null });
  await revisit();
  expect(photometrics().status).toBe('ready');
});

test('what is stored is listed, and deleted from storage and page', async () => {
  await keepPart(grown(40));
  await revisit();
  await showStoredItems();
  const [item] = store.getState().storedItems;
  expect(item).toMatchObject({
    kind: 'dictionary',
    fileName: dictionaryFileName(part),
    title: 'Photometric transforms on built-in training scenes',
    steps: 40,
    total: 240,
    model: { name: info.name, hash: info.hash },
    place: 'browser',
  });
  await deleteStoredItem(item!);
  expect(photometrics()).toMatchObject({ status: 'none', part: null });
  expect(await dictionariesOf(info.hash)).toEqual([]);
});

test('a full disk is told once, and the part is kept in memory', async () => {
  const full = new DOMException('Full.', 'QuotaExceededError');
  const refuse = () => Promise.reject(full);
  provideStorage({ dictionaries: { ...createMemoryFiles(), write: refuse } });
  await keepPart(grown(3));
  await keepPart(grown(4));
  expect(store.getState().notices.filter(({ message }) => /no space left/u.test(message))).toHaveLength(1);
  await revisit();
  expect(photometrics().part?.dictionary.measured).toHaveLength(4);
  await showStoredItems();
  expect(store.getState().storedItems).toMatchObject([{ kind: 'dictionary', steps: 4, place: 'memory' }]);
  await deleteStoredItem(store.getState().storedItems[0]!);
});

test('what the bundle ships is there without asking; of another family, the model loads and the page says so', async () => {
  const bundle = tinyBundle();
  const shipped = (bytes: Uint8Array) =>
    ({
      ...bundle,
      files: [
        ...bundle.files,
        { path: 'tiny/photometrics/own.safetensors', file: new Blob([bytes as Uint8Array<ArrayBuffer>]) },
      ],
    }) as const;
  const dictionary = grown(240);
  const file = writeKeptDictionary({ dictionary, modelName: info.name, source: builtinSource });
  const whole = new Uint8Array(await file.arrayBuffer());
  await loadModel(shipped(whole));
  await loadDictionary();
  expect(photometrics()).toMatchObject({
    status: 'ready',
    dictionary,
    source: builtinSource,
  });
  const old = new TextDecoder('latin1').decode(whole).replace('photometrics-1', 'photometrics-0');
  await loadModel(shipped(Uint8Array.from(old, (letter) => letter.charCodeAt(0))));
  await loadDictionary();
  expect(store.getState().model.status).toEqual({ kind: 'ready' });
  expect(photometrics()).toMatchObject({
    status: 'failed',
    dictionary: null,
    problem: { code: 'unsupported-model', message: expect.stringContaining('photometrics-0') },
  });
  await loadModel(tinyModel());
});
