import { describe, expect, test } from 'vitest';
import { byteSourceOf } from '../../formats/byte-source';
import { readBundleWeights, weightsFile } from './bundle-weights';
import { readBundle } from '../bundle/model-bundle';
import { tinyFile, tinyWeights } from '../testing';
import { torchFixture } from '../testing-torch';

describe('weightsFile', () => {
  test.each<[string, readonly string[], string | undefined]>([
    ['a lone archive', ['RN50.pt', 'tokenizer.json'], 'RN50.pt'],
    ['a checkpoint in visual/', ['visual/epoch_9.pth', 'config.json'], 'visual/epoch_9.pth'],
    [
      'timm’s repository: the whole CLIP before its visual tower',
      ['config.json', 'model.safetensors', 'open_clip_pytorch_model.bin', 'open_clip_model.safetensors'],
      'open_clip_model.safetensors',
    ],
    [
      'nothing among detectors and offsets',
      ['detectors/a.safetensors', 'offsets/b.safetensors', 'photometrics/c.safetensors', 'x/RN50.pt'],
      undefined,
    ],
  ])('finds %s', (_, paths, found) => {
    expect(weightsFile(paths)).toBe(found);
  });

  test('does not choose between strangers', () => {
    expect(() => weightsFile(['RN50.pt', 'model_best.pth'])).toThrow(
      expect.objectContaining({
        code: 'bundle-mismatch',
        message: 'The model has several files of weights: RN50.pt, model_best.pth.',
      }),
    );
  });
});

test('the same weights are the same model, whatever kind of file they come from', async () => {
  const safetensors = await readBundleWeights(byteSourceOf(tinyFile('single/open_clip_model.safetensors')));
  const bin = await readBundleWeights(byteSourceOf(await torchFixture('open_clip_pytorch_model.bin')));
  expect(bin.identity).toEqual(safetensors.identity);
  expect(bin.text!.size).toBe(29);
  // Without a text tower it is another one.
  expect((await readBundleWeights(byteSourceOf(await torchFixture('timm.safetensors')))).identity).not.toEqual(
    bin.identity,
  );
});

describe('a bundle', () => {
  const blob = (bytes: Uint8Array): Blob => new Blob([bytes as BlobPart]);
  const file = (path: string, bytes = tinyFile(path)) => ({ path, file: blob(bytes) });

  test.each(['openai.pt', 'open_clip_pytorch_model.bin', 'timm.safetensors', 'domaingen.pth'] as const)(
    'may have its visual tower in %s',
    async (name) => {
      const bundle = await readBundle([
        file(`tiny/${name}`, await torchFixture(name)),
        file('tiny/textual/model.onnx', tinyFile('textual/model.onnx')),
        file('tiny/textual/tokenizer.json', tinyFile('textual/tokenizer.json')),
      ]);
      expect(bundle.name).toBe('CLIP ResNet 1-1-2-1, width 8');
      expect(bundle.visual.architecture).toEqual(tinyWeights().architecture);
      expect((await bundle.textTower()).model).toEqual(tinyFile('textual/model.onnx'));
    },
  );

  test('names its file of weights in what is wrong with it', async () => {
    const parts = [file('textual/model.onnx'), file('textual/tokenizer.json')];
    await expect(readBundle([...parts, file('RN50.pt', tinyFile('config.json'))])).rejects.toMatchObject({
      code: 'bundle-file-broken',
      message: expect.stringMatching(/^RN50\.pt: /u) as string,
    });
    const pointer = new TextEncoder().encode('version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n');
    await expect(readBundle([...parts, file('model.safetensors', pointer)])).rejects.toMatchObject({
      code: 'bundle-file-broken',
      message: 'model.safetensors: this is a pointer of Git LFS, not the file of weights.',
    });
    const page = new TextEncoder().encode('\n<!DOCTYPE html><html>');
    await expect(readBundle([...parts, file('RN50.pt', page)])).rejects.toMatchObject({
      message: 'RN50.pt: this is a web page, not a file of weights.',
    });
  });

  test('takes as many tokens as its weights have positions, whatever the configuration says', async () => {
    const tiny = JSON.parse(new TextDecoder().decode(tinyFile('config.json'))) as { readonly text_cfg: object };
    const longer = { ...tiny, text_cfg: { ...tiny.text_cfg, context_length: 200 } };
    const config = new TextEncoder().encode(JSON.stringify(longer));
    const bundle = await readBundle([
      file('config.json', config),
      file('open_clip_model.safetensors', tinyFile('single/open_clip_model.safetensors')),
      file('textual/tokenizer.json'),
    ]);
    expect((await bundle.textTower()).contextLength).toBe(77);
  });

  test('has no text tower where the file of weights has none', async () => {
    const files = [file('model.safetensors', await torchFixture('timm.safetensors')), file('textual/tokenizer.json')];
    await expect(readBundle(files)).rejects.toMatchObject({
      code: 'bundle-file-missing',
      message: 'The model has no textual/model.onnx.',
    });
  });
});
