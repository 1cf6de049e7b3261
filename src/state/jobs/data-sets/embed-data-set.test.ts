import { beforeEach, expect, test, vi } from 'vitest';
import { decodeText, namedBlobs, yoloTexts } from '../../../engine/images/data-set-testing';
import { cosine } from '../../../math/vector';
import { browseDataSet, browsedEmbedding, selectBrowsed, selectPromptScores } from '../../files/browsed-pictures';
import { openFolder, removeDataSet } from '../../files/open-data-set';
import { store } from '../../store/store';
import { TinyPage, until } from '../../testing';
import { cancelEmbedding, embedDataSet } from './embed-data-set';
import { embedPrompts } from '../embed-prompts';

/** A picture is grey, and lighter the wider it is. */
async function decode(file: Blob) {
  const image = await decodeText(file);
  return { ...image, data: image.data.map((_, at) => (at + 3 * image.width) % 256) };
}

const page = await TinyPage.load({ decode });

beforeEach(() => page.open());

async function open(texts: Readonly<Record<string, string>> = {}) {
  const all = { ...yoloTexts, 'images/train/b.jpg': '64x64', 'images/val/c.jpg': '30x40', ...texts };
  const files = namedBlobs(all).map(({ path, file }) => ({ path, file: new File([file], path) }));
  await openFolder('mine', files);
  const info = store.getState().dataSets[0]!;
  await browseDataSet(info);
  return info;
}

test('a score is the cosine of the embeddings that the engine gives for picture and prompt, and that minus the source prompt’s', async () => {
  const info = await open();
  await embedDataSet(info);
  expect(browsedEmbedding(store.getState())).toMatchObject({ status: 'done', progress: { done: 3, total: 3 } });
  store.getState().setBrowsing({ prompt: ' a photo at night ', order: 'cosine' });
  await embedPrompts();
  const scores = selectPromptScores(store.getState());
  const texts = await page.engine.embedText(['a photo at night', store.getState().sourcePrompt]);
  const [night, source] = texts.map(({ embedding }) => embedding);
  for (const [file, size] of Object.entries({ 'images/train/a.jpg': '40x20', 'images/val/c.jpg': '30x40' })) {
    const [image] = await page.engine.embedImages([await decode(new Blob([size]))]);
    expect(scores.get(file)!.cosine).toBeCloseTo(cosine(image!, night!), 6);
    expect(scores.get(file)!.difference).toBeCloseTo(cosine(image!, night!) - cosine(image!, source!), 6);
  }
  const sorted = selectBrowsed(store.getState()).map(({ image }) => scores.get(image.file)!.cosine);
  expect(sorted).toEqual(sorted.toSorted((a, b) => b - a));
  expect(new Set(sorted).size).toBe(3);
});

test('pictures are embedded once; what was there when it was cancelled stays, and the next time begins there', async () => {
  const info = await open();
  const { embedImages } = page.engine;
  const embed = vi.spyOn(page.engine, 'embedImages').mockImplementation((images) => {
    if (embed.mock.calls.length === 2) cancelEmbedding();
    return embedImages(images);
  });
  const running = embedDataSet(info);
  // It is under way.
  await embedDataSet(info);
  await running;
  expect(browsedEmbedding(store.getState())).toMatchObject({ status: 'stopped', progress: { done: 2 } });
  expect(browsedEmbedding(store.getState())!.embeddings.size).toBe(2);
  expect(store.getState().notices).toEqual([]);
  embed.mockClear();
  await embedDataSet(info);
  expect(embed.mock.calls.flatMap(([images]) => images)).toHaveLength(1);
  embed.mockClear();
  await embedDataSet(info);
  expect(embed).not.toHaveBeenCalled();
  expect(browsedEmbedding(store.getState())).toMatchObject({ status: 'done' });
});

test('a file that cannot be decoded is named with its reason, and the others are embedded', async () => {
  const info = await open();
  vi.spyOn(page.engine, 'dataSetPicture').mockImplementationOnce(() => Promise.reject(new Error('cut off')));
  await embedDataSet(info);
  const { status, embeddings, unreadable } = browsedEmbedding(store.getState())!;
  expect([status, embeddings.size]).toEqual(['done', 2]);
  expect([...unreadable]).toEqual([['images/train/a.jpg', 'Something went wrong: cut off']]);
});

test('embeddings go with their data set and belong to one model', async () => {
  const info = await open();
  await embedDataSet(info);
  const { model } = store.getState();
  store.setState({ model: { ...model, info: { ...model.info!, hash: 'another' } } });
  expect(browsedEmbedding(store.getState())).toBeNull();
  store.setState({ model });
  const again = await open({ 'images/train/b.jpg': '65x64' });
  const running = embedDataSet(again);
  await until((state) => state.dataEmbeddings[again.id] !== undefined);
  await removeDataSet(again.id);
  await running;
  await removeDataSet(info.id);
  expect(store.getState().dataEmbeddings).toEqual({});
});
