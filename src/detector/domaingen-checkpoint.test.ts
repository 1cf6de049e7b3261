import { isDeepStrictEqual } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { openStateDict } from '../clip/weights/open-state-dict';
import { tinyWeights } from '../clip/testing';
import { torchFixture } from '../clip/testing-torch';
import { visualWeightsFromStateDict } from '../clip/weights/visual-state-dict';
import { tensorNames } from '../clip/weights/visual-weights';
import { byteSourceOf, type ByteSource } from '../formats/byte-source';
import { createDetector } from './detector';
import { detectorPresets } from '../method/detector-config';
import { checkFolding, readDetectorFile, writeDetectorFile } from './detector-file';
import { readDomaingenCheckpoint } from './domaingen-checkpoint';
import { randomClassEmbeddings } from './testing';
import { domaingenFile } from './testing-checkpoint';

beforeAll(() => tf.setBackend('cpu'));

const bytes = await torchFixture('domaingen.pth');
const { detector, offsets } = await readDomaingenCheckpoint(byteSourceOf(bytes));

/** What `pattern` of models/pretrain/torch_files.py put there. */
const pattern = (count: number, step: number): Float32Array =>
  Float32Array.from({ length: count }, (_, i) => (((i * step) % 251) - 125) / 1024);

describe('domaingen checkpoint', () => {
  it('is a detector of the reference with the classes of Diverse Weather', () => {
    expect(detector.config).toEqual({ ...detectorPresets.reference, poolerResolution: 4 });
    expect(detector.provenance).toEqual({ title: 'domaingen checkpoint', iteration: '44999' });
    expect(detector.folded).toBe(false);
    expect([...detector.weights.keys()].sort()).toEqual(
      [
        ...['conv', 'objectness_logits', 'anchor_deltas'].map((name) => `proposal_generator.rpn_head.${name}`),
        'roi_heads.box_predictor.bbox_pred',
      ]
        .flatMap((name) => [`${name}.weight`, `${name}.bias`])
        .concat(tensorNames(tinyWeights().architecture, false).map((name) => `visual.${name}`))
        .sort(),
    );
    expect(detector.weights.get('proposal_generator.rpn_head.conv.weight')).toEqual({
      shape: [128, 128, 3, 3],
      data: pattern(128 * 128 * 9, 5),
    });
    expect(detector.weights.get('roi_heads.box_predictor.bbox_pred.bias')).toEqual({
      shape: [28],
      data: pattern(28, 19),
    });
  });

  it('has an offset for each prompt of the reference’s file', () => {
    expect(offsets).toMatchObject({
      channels: 128,
      height: 4,
      width: 4,
      sourcePrompt: 'an image taken during the day',
    });
    expect(offsets!.targetPrompts).toHaveLength(15);
    expect(offsets!.targetPrompts[0]).toBe('an image taken on a snow night');
    expect(offsets!.targetPrompts[14]).toBe('an image taken on a stormy evening');
    expect(offsets!.values).toEqual(pattern(15 * 128 * 16, 3));
  });

  it('comes back from a detector file', async () => {
    expect(await readDetectorFile(writeDetectorFile(detector, 'F32'))).toEqual(detector);
  });

  it('detects the same on a CLIP with its norms apart and on one with them folded in: its tower is its own', async () => {
    const config = {
      ...detector.config,
      imageShortSide: 64,
      imageMaxSide: 64,
      rpnPostNmsTopN: { training: 8, testing: 8 },
    };
    const embeddings = randomClassEmbeddings(7, 32, 3);
    const image = { width: 64, height: 64, data: Uint8Array.from({ length: 64 * 64 * 3 }, (_, i) => (i * 7) % 256) };
    const results = [];
    for (const folded of [false, true]) {
      const clip = tinyWeights(folded);
      checkFolding(detector, clip);
      const running = createDetector(clip, detector.weights, config, embeddings);
      results.push(await running.detect(image, null));
      running.dispose();
    }
    expect(results[0]!.scores.length).toBeGreaterThanOrEqual(8);
    expect(results[1]).toEqual(results[0]);
  });

  it('reads a checkpoint without its optimisers, its text tower and its copies', async () => {
    let read = 0;
    const source: ByteSource = {
      size: bytes.length,
      read: (start, end) => {
        read += end - start;
        return Promise.resolve(bytes.subarray(start, end));
      },
    };
    await readDomaingenCheckpoint(source);
    const wanted = [...detector.weights.values()].reduce(
      (sum, { data }) => sum + data.byteLength,
      offsets!.values.byteLength,
    );
    expect(read).toBeGreaterThan(wanted);
    expect(read).toBeLessThan(wanted + 350_000); // its description and the list of the zip
    expect(bytes.length).toBeGreaterThan(wanted + 2_500_000);
  });

  it.each<[string, Parameters<typeof readDomaingenCheckpoint>[1], string]>([
    ['too few class names', { classes: ['a', 'b'] }, 'The checkpoint has 7 classes and 2 names for them.'],
    [
      'other prompts than offsets',
      { prompts: { sourcePrompt: 'a', targetPrompts: ['b'] } },
      'The checkpoint has offsets for 15 targets and 1 prompts for them.',
    ],
  ])('refuses %s', async (_, given, message) => {
    const refused = readDomaingenCheckpoint(byteSourceOf(bytes), given);
    await expect(refused).rejects.toMatchObject({ code: 'bad-config', message });
  });

  it('takes the names that are given', async () => {
    const classes = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
    const prompts = { sourcePrompt: 's', targetPrompts: Array.from({ length: 15 }, (_, i) => `t${i}`) };
    const named = await readDomaingenCheckpoint(byteSourceOf(bytes), { classes, prompts });
    expect(named.detector.config.classes).toEqual(classes);
    expect(named.offsets).toMatchObject(prompts);
  });

  it('says what another file is not', async () => {
    const clip = byteSourceOf(await torchFixture('openai.pt'));
    await expect(readDomaingenCheckpoint(clip)).rejects.toMatchObject({
      code: 'unsupported-model',
      message: 'The file is no checkpoint of domaingen: it has no "roi_heads.box_predictor.bbox_pred.weight".',
    });
    await expect(readDomaingenCheckpoint(byteSourceOf(bytes.slice(0, 9_000)))).rejects.toMatchObject({
      code: 'bundle-file-broken',
      message: 'the zip file breaks off before the list of its files, which stands at its end.',
    });
  });
});

describe('domaingen checkpoint of another data set', () => {
  const checkpoint = (...content: Parameters<typeof domaingenFile>): ByteSource =>
    byteSourceOf(domaingenFile(...content));

  it('has the classes and prompts of comic and watercolor where it has 6 and 7', async () => {
    const art = await readDomaingenCheckpoint(checkpoint(6, 7));
    expect(art.detector.config.classes).toEqual(['bicycle', 'bird', 'car', 'cat', 'dog', 'person']);
    expect(art.offsets).toMatchObject({ sourcePrompt: 'a realistic image', height: 1 });
    expect(art.offsets!.targetPrompts[5]).toBe('an image in the watercolor painting style');
    expect(art.detector.provenance).toEqual({ title: 'domaingen checkpoint' });
  });

  it('has no offsets where it was trained without', async () => {
    expect((await readDomaingenCheckpoint(checkpoint(7, null))).offsets).toBeNull();
  });

  it('asks for names that it cannot know', async () => {
    await expect(readDomaingenCheckpoint(checkpoint(3, null))).rejects.toMatchObject({
      code: 'bad-config',
      message: 'The checkpoint has 3 classes and does not name them.',
    });
  });

  it.each([1, 4, 14, 16])('has %i numbered targets where no prompt set has so many', async (count) => {
    const { offsets: numbered } = await readDomaingenCheckpoint(checkpoint(7, count));
    expect(numbered!.sourcePrompt).toBe('');
    expect(numbered!.targetPrompts).toEqual(Array.from({ length: count }, (_, target) => `target ${target + 1}`));
    expect(numbered!.values).toHaveLength(count * 128);
  });

  it('and the user’s own names where they are given, as many as there are targets', async () => {
    const targetPrompts = ['fog', 'rain', 'snow', 'dusk'];
    const prompts = { sourcePrompt: 'day', targetPrompts };
    const named = await readDomaingenCheckpoint(checkpoint(7, 4), { prompts });
    expect(named.offsets).toMatchObject(prompts);
    const few = { sourcePrompt: 'day', targetPrompts: targetPrompts.slice(1) };
    await expect(readDomaingenCheckpoint(checkpoint(7, 4), { prompts: few })).rejects.toMatchObject({
      code: 'bad-config',
      message: 'The checkpoint has offsets for 4 targets and 3 prompts for them.',
    });
  });

  it.each(['module.', '_orig_mod.', 'module._orig_mod.'])('is the same with %s before every name', async (prefix) => {
    const given = await readDomaingenCheckpoint(checkpoint(6, 7));
    const prefixed = await readDomaingenCheckpoint(checkpoint(6, 7, 15, { prefix }));
    expect(isDeepStrictEqual(prefixed, given)).toBe(true);
  });

  it.each([['net'], ['model_state_dict'], ['state_dict'], ['best']])('is the same under the key %s', async (key) => {
    const given = await readDomaingenCheckpoint(checkpoint(6, 7));
    expect(isDeepStrictEqual(await readDomaingenCheckpoint(checkpoint(6, 7, 15, { key })), given)).toBe(true);
  });

  it.each<[string, readonly number[], string]>([
    ['of other channels', [4, 64, 1, 1], '[4, 64, 1, 1]'],
    ['of another rank', [4, 128, 1], '[4, 128, 1]'],
    ['of five axes', [4, 128, 1, 1, 1], '[4, 128, 1, 1, 1]'],
    ['of no targets', [0, 128, 1, 1], '[0, 128, 1, 1]'],
  ])('refuses offsets %s', async (_, shape, said) => {
    await expect(readDomaingenCheckpoint(checkpoint(7, shape))).rejects.toMatchObject({
      code: 'unsupported-model',
      message: `The checkpoint's offsets should be [targets, 128, height, width] and are ${said}.`,
    });
  });

  it.each(['offsets', 'roi_heads.box_predictor.bbox_pred.bias', 'backbone.enc.layer2.0.bn2.running_var'])(
    'refuses whole numbers in %s',
    async (integers) => {
      await expect(readDomaingenCheckpoint(checkpoint(7, 4, 15, { integers }))).rejects.toMatchObject({
        code: 'unsupported-model',
        message: `${integers} should hold floats and holds I32.`,
      });
    },
  );

  it('refuses heads of another form', async () => {
    await expect(readDomaingenCheckpoint(checkpoint(7, null, 9))).rejects.toMatchObject({
      code: 'unsupported-model',
      message:
        'The checkpoint\'s "proposal_generator.rpn_head.objectness_logits.weight" should be [15, 128, 1, 1] and is [9, 128, 1, 1].',
    });
  });
});

it('as a model, the same file gives the CLIP that the detector began from, not its own encoder', async () => {
  const name = 'layer4.0.bn3.running_mean';
  expect(detector.weights.get(`visual.${name}`)!.data).toEqual(new Float32Array(256).fill(0.25));
  const clip = await visualWeightsFromStateDict(await openStateDict(byteSourceOf(bytes)));
  const original = tinyWeights().tensors.get(name)!.data;
  clip.tensors.get(name)!.data.forEach((value, i) => expect(value).toBeCloseTo(original[i]!, 3));
});
