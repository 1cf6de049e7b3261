import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type * as v from 'valibot';
import { afterAll, describe, expect, test } from 'vitest';
import { trainingConfig } from '../../../src/method/training-config';
import { shippedDetectors } from '../../../src/method/shipped-detectors';
import { presetParameters, trainingPresets } from '../../../src/method/training-presets';
import { root } from '../../install.mjs';
import { cropImage, listedImages } from '../images';
import { evaluationPlan } from '../evaluation-plan';
import { evaluateSchema } from './evaluate-config';
import { parseBuiltin } from './image-source';
import { offsetSchema, styleSchema } from './optimize-config';
import { photometricsSchema } from './photometrics-config';
import { checkConfig, readConfigFile } from './read-config';
import { shiftSchema } from './shifts-config';
import { type TrainConfig, trainSchema, wholeTraining } from './train-config';

const folder = mkdtempSync(join(tmpdir(), 'config-'));
afterAll(() => rmSync(folder, { recursive: true }));

function written(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

test('YAML and JSON say the same', () => {
  const value = {
    sourcePrompt: 'day',
    targetPrompts: ['night'],
    crops: [{ image: 'a.png', x: 1, y: 2, width: 3, height: 4 }],
  };
  const yaml =
    'sourcePrompt: day\ntargetPrompts: [night]\ncrops:\n  - {image: a.png, x: 1, y: 2, width: 3, height: 4}\n';
  const read = (name: string, text: string) =>
    checkConfig(readConfigFile(written(name, text), 'optimize'), offsetSchema);
  expect(read('a.yaml', yaml)).toEqual(value);
  expect(read('a.json', JSON.stringify(value))).toEqual(value);
});

test('the configurations of the shipped detectors and offsets are valid', () => {
  const shipped = (name: string) => readConfigFile(join(root, 'models/pretrain/detectors', name), 'train');
  expect(checkConfig(shipped('baseline.json'), trainSchema).offsets).toBeNull();
  expect(checkConfig(shipped('clip-the-gap.json'), trainSchema).offsets).toBe('weather');
  expect(checkConfig(shipped('offsets.json'), offsetSchema).targetPrompts).toHaveLength(15);
});

test('the shipped detectors are trained alike in everything but the augmentation, and by the same prompts', () => {
  const recipes = join(root, 'models/pretrain/detectors');
  const offsets = checkConfig(readConfigFile(join(recipes, 'offsets.json'), 'optimize'), offsetSchema);
  const [baseline, clipTheGap, photometrics] = Object.values(shippedDetectors).map((name) => {
    const config = checkConfig(readConfigFile(join(recipes, `${name}.json`), 'train'), trainSchema);
    expect(config.name).toBe(name);
    return config;
  });
  const alike = ({ start, scenes, training }: TrainConfig) => ({
    start,
    scenes,
    training: { ...training, method: null },
  });
  expect(alike(clipTheGap!)).toEqual(alike(baseline!));
  expect(alike(photometrics!)).toEqual(alike(baseline!));
  expect([baseline, clipTheGap, photometrics].map((config) => config!.training.method)).toEqual([
    'none',
    'additive',
    'photometrics',
  ]);
  const { sourcePrompt, targetPrompts } = photometrics!;
  expect({ sourcePrompt, targetPrompts }).toEqual({
    sourcePrompt: offsets.sourcePrompt,
    targetPrompts: offsets.targetPrompts,
  });
});

describe('docs/headless.md', () => {
  const docs = readFileSync(join(root, 'docs/headless.md'), 'utf8');
  const keysOf = (entries: v.ObjectEntries): string[] =>
    Object.entries(entries).flatMap(([key, schema]) => {
      const inner = (schema as { readonly wrapped?: { readonly entries?: v.ObjectEntries } }).wrapped?.entries;
      return inner === undefined ? [key] : [key, ...keysOf(inner)];
    });
  test.each([
    ['optimize', offsetSchema],
    ['`"method": "pin"`', styleSchema],
    ['shifts', shiftSchema],
    ['photometrics', photometricsSchema],
    ['train', trainSchema],
    ['evaluate', evaluateSchema],
  ] as const)('describes every key of %s', (heading, schema) => {
    const [, section = ''] = docs.split(`\n### ${heading}`);
    const own = section.split('\n### ')[0]!;
    const described = [...own.matchAll(/^\| `([\w.]+)`/gmu)].map(([, key]) => key!.replace('training.', ''));
    expect(described.toSorted()).toEqual(
      keysOf(schema.entries)
        .filter((key) => key !== 'training')
        .toSorted(),
    );
  });
});

describe('built-in scenes', () => {
  test.each([
    ['builtin:daytime-clear/train', { condition: 'daytime-clear', split: 'train', from: 0, to: null }],
    ['builtin:night-rainy/test/7', { condition: 'night-rainy', split: 'test', from: 7, to: 8 }],
    ['builtin:day-fog/val[2:5]', { condition: 'day-fog', split: 'val', from: 2, to: 5 }],
  ])('%s', (name, scenes) => expect(parseBuiltin(name, 'images[0]')).toEqual(scenes));

  test.each([
    'builtin:daytime-clear',
    'builtin:daytime-clear/testing',
    'builtin:noon/test',
    'builtin:night-rainy/test[3:3]',
  ])('%s is refused', (name) =>
    expect(() => parseBuiltin(name, 'images[0]')).toThrow(`images[0]: "${name}" names no built-in scenes.`),
  );
});

test('a list of images: scenes of a split up to a number, files, and the images of a folder in order', () => {
  mkdirSync(join(folder, 'streets/inner'), { recursive: true });
  for (const name of ['b.JPG', 'inner/a.png', 'notes.txt', '.hidden.png']) written(`streets/${name}`, 'x');
  written('one.png', 'x');
  const found = listedImages(['builtin:daytime-clear/train', 'one.png', 'streets'], folder, 2);
  expect(found.map(({ name }) => name)).toEqual([
    'builtin:daytime-clear/train/0',
    'builtin:daytime-clear/train/1',
    'one.png',
    'streets/b.JPG',
    'streets/inner/a.png',
  ]);
  expect(found[3]).toMatchObject({ file: join(folder, 'streets/b.JPG') });
  expect(() => cropImage('builtin:daytime-clear/train', folder, 'crops[0].image')).toThrow('names many scenes');
});

describe('what a training configuration leaves out', () => {
  const given = (text: string) => checkConfig(readConfigFile(written('t.yaml', text), 'train'), trainSchema);

  test('is the page’s preset for the model', () => {
    const parameters = presetParameters('builtin');
    expect(wholeTraining(given('{}'), 96, 'baseline')).toEqual({
      preset: 'builtin',
      start: 'clip',
      scenes: parameters.scenes,
      training: trainingConfig(parameters, trainingPresets.builtin.fineTuning, 'additive'),
    });
    expect(wholeTraining(given('{}'), 224, undefined)).toMatchObject({
      preset: 'reference',
      training: {
        steps: 100_000,
        learningRate: 0.001,
        warmupSteps: 0,
        learningRateDrops: [40_000],
        gradientClip: null,
      },
    });
  });

  test('follows from what is given', () => {
    const config = given('preset: further\ntraining: {steps: 100, momentum: 0.5, seed: 3}\n');
    expect(wholeTraining(config, 96, 'baseline')).toMatchObject({
      start: 'baseline',
      training: { steps: 100, learningRateDrops: [72, 92], momentum: 0.5, seed: 3, learningRate: 0.01 },
    });
    expect(wholeTraining(config, 96, undefined).start).toBe('clip');
  });
});

describe('an evaluation', () => {
  test('of the benchmark by default', () => {
    const { data, detector } = evaluationPlan({});
    expect(detector).toEqual({ kind: 'default' });
    expect(data).toMatchObject({ kind: 'builtin', split: 'test', count: 200 });
  });

  test('takes the command line before the configuration, whose paths begin beside it', () => {
    mkdirSync(join(folder, 'data'), { recursive: true });
    const config = written('e.yaml', 'dataset: data\ndetector: augmented\ncount: 5\nformat: voc\n');
    expect(evaluationPlan({ config, count: '7', detector: 'baseline' })).toMatchObject({
      detector: { kind: 'named', name: 'baseline' },
      data: { kind: 'data-set', count: 7, place: { format: 'voc', place: { name: 'data' } } },
    });
  });

  test('of named domains, in either spelling', () => {
    expect(evaluationPlan({ dataset: ['night-rainy', 'builtin:day-fog'], split: 'val' }).data).toEqual({
      kind: 'builtin',
      domains: ['night-rainy', 'day-fog'],
      split: 'val',
      count: 200,
    });
    expect(() => evaluationPlan({ dataset: ['builtin:nowhere'] })).toThrow('dataset: there is no domain nowhere.');
    expect(() => evaluationPlan({ dataset: ['night-rainy', folder] })).toThrow('these are not all built-in domains');
  });
});
