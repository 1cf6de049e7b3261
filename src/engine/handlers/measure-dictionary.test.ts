import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { formulaImage } from '../../clip/testing';
import { readDictionaryFile, writeDictionaryFile } from '../../augmentation/dictionary-file';
import { isWhole, type PhotometricDictionary } from '../../photometrics/dictionary/dictionary';
import { drawTransforms } from '../../photometrics/draw-transforms';
import { Random } from '../../math/random';
import { norm } from '../../math/vector';
import type { EngineClient } from '../client/client';
import type { ModelInfo } from '../engine';
import { inProcessEngine, tinyBundle } from '../testing';

let engine: EngineClient;
let info: ModelInfo;
/** What {@link request} gives in one go. */
let whole: PhotometricDictionary;
const progressOfWhole: number[] = [];

beforeAll(async () => {
  engine = inProcessEngine();
  await engine.setBackend('wasm');
  info = await engine.loadModel(tinyBundle());
  whole = await measure({ onProgress: ({ done, total }) => progressOfWhole.push(done, total) });
});
afterAll(() => engine.dispose());

const images = ([0, 1, 0] as const).map((formula, at) => formulaImage(formula, 70 + 10 * at, 90 - 10 * at));
const request = { images, transformCount: 5, seed: 7 };

const measure = (options: Parameters<EngineClient['measureDictionary']>[1] = {}) =>
  engine.measureDictionary(request, options).result;

it('measures every transform that the seed draws, says how far it is, and leaves no tensors', async () => {
  const tensors = tf.memory().numTensors;
  expect(await measure()).toEqual(whole);
  expect(tf.memory().numTensors).toBe(tensors);

  expect(whole.identity).toMatchObject({ model: info.hash, imageCount: 3, seed: 7, transformCount: 5 });
  expect(whole.transforms).toEqual(drawTransforms(5, new Random(7)));
  expect(isWhole(whole)).toBe(true);
  expect(whole.measured.every(({ shift }) => shift.length === info.embeddingDim && norm(shift) > 0)).toBe(true);
  expect(whole.neutralTexts).toHaveLength(100);
  for (const text of whole.neutralTexts) expect(norm(text)).toBeCloseTo(1, 3);
  expect(progressOfWhole).toEqual([0, 1, 2, 3, 4, 5].flatMap((count) => [count, 5]));
});

it('goes on from a part that was stored, to the same numbers bit for bit', async () => {
  // A pause gives a part; the job can be ended in it.
  let part: PhotometricDictionary | undefined;
  const job = engine.measureDictionary(request, {
    onPart: (given) => {
      part = given;
      job.stop();
    },
    onProgress: ({ done }) => {
      if (done === 2) job.pause();
    },
  });
  const stopped = await job.result;
  expect(part).toEqual(stopped);
  expect(stopped.measured.length).toBeGreaterThanOrEqual(2);
  expect(isWhole(stopped)).toBe(false);

  const resumeFrom = await readDictionaryFile(writeDictionaryFile(stopped));
  expect(resumeFrom).toEqual(stopped);
  const done: number[] = [];
  expect(await measure({ resumeFrom, onProgress: (progress) => done.push(progress.done) })).toEqual(whole);
  expect(done[0]).toBe(stopped.measured.length);
  // What is whole already is its own result.
  expect(await measure({ resumeFrom: whole })).toEqual(whole);
});

it.each([
  [
    'other images',
    { ...request, images: images.slice(1) },
    'the source images, the number of source images are others',
  ],
  ['another seed', { ...request, seed: 8 }, 'the seed is another one'],
  ['more transforms', { ...request, transformCount: 6 }, 'the number of transforms is another one'],
])('refuses to go on with %s', async (_, other, message) => {
  const resumeFrom = whole;
  await expect(engine.measureDictionary(other, { resumeFrom }).result).rejects.toMatchObject({
    code: 'bad-config',
    message: expect.stringContaining(message),
  });
});

it('ends inside a transform when it is told to, lets others work meanwhile, and is free again', async () => {
  // So many images that one transform takes many seconds.
  const many = { ...request, images: Array.from({ length: 600 }, (_, at) => images[at % 3]!) };
  await engine.embedImages(images);
  const tensors = tf.memory().numTensors;
  const job = engine.measureDictionary(many);
  // The later ones are asked for when the transform has long begun, and are answered inside it.
  for (let i = 0; i < 3; i++) await engine.embedImages(images);
  await expect(
    engine.optimise({ ...info.optimisationDefaults, sourcePrompt: 'a', targetPrompts: ['b'] }, images, {
      onSteps: () => undefined,
    }).result,
  ).rejects.toMatchObject({ code: 'busy', message: expect.stringContaining('measures photometric transforms') });
  job.stop();
  const stopped = await job.result;
  expect(stopped.measured).toHaveLength(0);
  expect(tf.memory().numTensors).toBe(tensors);
  expect(await measure({ resumeFrom: { ...whole, measured: whole.measured.slice(0, 4) } })).toEqual(whole);
});

it('says beforehand how long it takes and what memory', async () => {
  const { secondsPerStep, seconds } = await engine.estimateDictionary(request);
  expect(secondsPerStep).toBeGreaterThan(0);
  expect(seconds).toBeCloseTo(5 * secondsPerStep, 9);
  expect(info.memory.dictionary).toBeGreaterThan(info.memory.weights);
});

it('measures on an image of one colour as on any other', async () => {
  const grey = { width: 64, height: 64, data: new Uint8Array(64 * 64 * 3).fill(128) };
  const { measured } = await engine.measureDictionary({ ...request, images: [grey] }).result;
  expect(measured.every(({ shift }) => shift.every(Number.isFinite))).toBe(true);
});

it.each([
  ['no image', { ...request, images: [] }, 'no source image'],
  ['no transform', { ...request, transformCount: 0 }, '`transformCount` is 0'],
  ['too many transforms', { ...request, transformCount: 1e6 }, 'at most 10000'],
  ['a seed that no draw has', { ...request, seed: -1 }, 'The seed is -1'],
])('refuses %s', async (_, bad, message) => {
  const refusal = { code: 'bad-config', message: expect.stringContaining(message) };
  await expect(engine.measureDictionary(bad).result).rejects.toMatchObject(refusal);
  await expect(engine.estimateDictionary(bad)).rejects.toMatchObject(refusal);
});

it('loads what the bundle ships, and refuses what belongs to another model or family', async () => {
  const own = whole;
  const ofOther = { ...own, identity: { ...own.identity, model: 'f'.repeat(64) } };
  const bundle = tinyBundle();
  const file = (name: string, content: Uint8Array) => ({
    path: `tiny/photometrics/${name}.safetensors`,
    file: new Blob([content as Uint8Array<ArrayBuffer>]),
  });
  const family = new TextDecoder('latin1').decode(writeDictionaryFile(own)).replace('photometrics-1', 'photometrics-0');
  const { photometrics, hash } = await engine.loadModel({
    ...bundle,
    files: [
      ...bundle.files,
      file('own', writeDictionaryFile(own)),
      file('another', writeDictionaryFile(ofOther)),
      file(
        'old',
        Uint8Array.from(family, (letter) => letter.charCodeAt(0)),
      ),
      file('broken', Uint8Array.of(1)),
    ],
  });
  expect(photometrics).toEqual(['another', 'broken', 'old', 'own']);
  // What a bundle ships beside its weights is not part of the model.
  expect(hash).toBe(info.hash);
  expect(await engine.loadDictionary('own')).toEqual(own);
  await expect(engine.loadDictionary('another')).rejects.toMatchObject({ code: 'bundle-mismatch' });
  await expect(engine.loadDictionary('old')).rejects.toMatchObject({
    code: 'unsupported-model',
    message: expect.stringContaining('photometrics-0'),
  });
  await expect(engine.loadDictionary('broken')).rejects.toMatchObject({ code: 'bundle-file-broken' });
  await expect(engine.loadDictionary('nothing')).rejects.toMatchObject({
    code: 'bundle-file-missing',
    hint: expect.stringContaining('own'),
  });
});
