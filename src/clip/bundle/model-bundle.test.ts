import { describe, expect, test } from 'vitest';
import type { BundleFile } from './bundle-files';
import { checkTowers, readBundle } from './model-bundle';
import { parseOnnx } from '../../formats/onnx/onnx';
import { textActivation } from '../onnx/gelu-trap';
import { textError, tinyFile, tinyWeights } from '../testing';
import { externalised, inHalf } from '../onnx/testing-onnx';

const paths = [
  'config.json',
  'visual/model.onnx',
  'visual/preprocess_cfg.json',
  'textual/model.onnx',
  'textual/tokenizer.json',
  'textual/tokenizer_config.json',
];

const blob = (content: Uint8Array | string): Blob => new Blob([content as BlobPart]);

function tinyBundle(change: Readonly<Record<string, Uint8Array | string | null>> = {}, prefix = ''): BundleFile[] {
  const contents = new Map<string, Uint8Array | string>(paths.map((path) => [path, tinyFile(path)]));
  for (const [path, content] of Object.entries(change)) {
    if (content === null) contents.delete(path);
    else contents.set(path, content);
  }
  return [...contents].map(([path, content]) => ({ path: prefix + path, file: blob(content) }));
}

describe('bundle', () => {
  test('reads a folder, whatever it is called', async () => {
    const extra = {
      'textual/words.json': '["a", "car"]',
      'detectors/b.safetensors': 'b',
      'detectors/a.safetensors': 'a',
      'offsets/o.safetensors': 'o',
      'photometrics/p.safetensors': 'p',
    };
    const bundle = await readBundle(tinyBundle(extra, 'my model/'));
    expect(bundle.name).toBe('CLIP ResNet 1-1-2-1, width 8');
    expect(bundle.hash).toMatch(/^[0-9a-f]{64}$/);
    expect(bundle.hash).toBe((await readBundle(tinyBundle())).hash);
    expect(bundle.preprocessing.size).toBe(64);
    expect(bundle.vocabulary).toEqual(['a', 'car']);
    expect([...bundle.detectors.keys()]).toEqual(['a', 'b']);
    expect([...bundle.offsets.keys()]).toEqual(['o']);
    expect([...bundle.photometrics.keys()]).toEqual(['p']);
    expect(await bundle.textTower()).toMatchObject({ contextLength: 77, model: tinyFile('textual/model.onnx') });
  });

  test('folded and unfolded towers are other models', async () => {
    const folded = await readBundle(tinyBundle({ 'visual/model.onnx': tinyFile('visual/model-folded.onnx') }));
    expect(folded.visual.folded).toBe(true);
    expect(folded.hash).not.toBe((await readBundle(tinyBundle())).hash);
    expect(folded.vocabulary).toBeNull();
  });

  test.each(['visual/model.onnx', 'textual/model.onnx', 'textual/tokenizer.json'])(
    'names a missing %s',
    async (path) => {
      await expect(readBundle(tinyBundle({ [path]: null }))).rejects.toMatchObject({
        code: 'bundle-file-missing',
        message: `The model has no ${path}.`,
      });
    },
  );

  test.each([
    ['visual/model.onnx', tinyFile('visual/model.onnx').slice(0, 700_000)],
    ['textual/model.onnx', tinyFile('textual/model.onnx').slice(0, 70_000)],
    ['config.json', '{"embed_dim": 32'],
    ['visual/preprocess_cfg.json', 'null'],
    ['textual/words.json', '{}'],
  ])('names a broken %s', async (path, content) => {
    await expect(readBundle(tinyBundle({ [path]: content }))).rejects.toMatchObject({
      code: 'bundle-file-broken',
      message: expect.stringContaining(path) as string,
    });
  });

  test('the configuration is not needed', async () => {
    const bundle = await readBundle(tinyBundle({ 'config.json': null }, 'folder/'));
    expect(bundle.hash).toBe((await readBundle(tinyBundle())).hash);
    expect(await textError(await bundle.textTower())).toBeLessThan(1e-5);
  });

  test('weights may lie beside their graphs', async () => {
    const text = externalised(tinyFile('textual/model.onnx'), 'model.onnx.data');
    const visual = externalised(tinyFile('visual/model.onnx'), 'weights.bin');
    const bundle = await readBundle(
      tinyBundle({
        'textual/model.onnx': text.model,
        'textual/model.onnx.data': text.data,
        'visual/model.onnx': visual.model,
        'visual/weights.bin': visual.data,
      }),
    );
    expect(bundle.visual.tensors).toEqual((await readBundle(tinyBundle())).visual.tensors);
    expect(await textError(await bundle.textTower())).toBeLessThan(1e-5);
    const otherWeights = text.data.slice();
    otherWeights[3]! ^= 1;
    const other = await readBundle(
      tinyBundle({ 'textual/model.onnx': text.model, 'textual/model.onnx.data': otherWeights }),
    );
    expect(other.hash).not.toBe(bundle.hash);
  });

  test('an fp16 visual graph gives its weights', async () => {
    const half = inHalf(tinyFile('visual/model-folded.onnx'));
    const { visual } = await readBundle(tinyBundle({ 'visual/model.onnx': half }));
    const exact = tinyWeights(true);
    expect([...visual.tensors.keys()]).toEqual([...exact.tensors.keys()]);
    for (const [name, { data }] of visual.tensors) {
      const close = data.every((value, at) => {
        const expected = exact.tensors.get(name)!.data[at]!;
        return Math.abs(value - expected) < 1e-6 + Math.abs(expected) * 1e-3;
      });
      expect(close, name).toBe(true);
    }
  });

  test('a single file brings both towers', async () => {
    const bundle = await readBundle(
      tinyBundle({
        'visual/model.onnx': null,
        'textual/model.onnx': null,
        'open_clip_model.safetensors': tinyFile('single/open_clip_model.safetensors'),
      }),
    );
    expect(bundle.text).toEqual({ origin: 'generated', activation: 'quick-gelu', tokenizer: 'model' });
    expect(await textError(await bundle.textTower())).toBeLessThan(2e-3);
  });

  test('GELU is repaired on request, and gives another model', async () => {
    const erf = tinyBundle({ 'textual/model.onnx': tinyFile('exports/erf-opset17.onnx') });
    const bundle = await readBundle(erf);
    expect(bundle.text).toEqual({ origin: 'onnx', activation: 'gelu', tokenizer: 'model' });
    expect(bundle.repaired?.text).toEqual({ origin: 'repaired', activation: 'quick-gelu', tokenizer: 'model' });
    expect(bundle.repaired?.repaired).toBeNull();
    expect(bundle.repaired?.hash).not.toBe(bundle.hash);
    const { model } = await bundle.repaired!.textTower();
    expect(textActivation(parseOnnx(model).graph)).toBe('quick-gelu');
    expect((await readBundle(tinyBundle())).repaired).toBeNull();
  });

  test('refuses files of different models', async () => {
    const config = JSON.stringify({ embed_dim: 1024, vision_cfg: { image_size: 64 } });
    await expect(readBundle(tinyBundle({ 'config.json': config }))).rejects.toMatchObject({ code: 'bundle-mismatch' });
    const { visual } = await readBundle(tinyBundle());
    expect(() => checkTowers(visual, new Float32Array(512))).toThrow(
      expect.objectContaining({ code: 'bundle-mismatch' }),
    );
    checkTowers(visual, new Float32Array(32));
  });
});
