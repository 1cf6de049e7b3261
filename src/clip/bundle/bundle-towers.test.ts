import { describe, expect, it } from 'vitest';
import { bundleFiles } from './bundle-files';
import { findTowers } from './bundle-towers';
import { tinyFile } from '../testing';

const find = (paths: readonly string[], contents: Readonly<Record<string, Uint8Array>> = {}) =>
  findTowers(bundleFiles(paths.map((path) => ({ path, file: new Blob([(contents[path] ?? '') as BlobPart]) }))));

describe('the towers of a folder', () => {
  it.each<[string, readonly string[], string | undefined, string | undefined]>([
    ['immich', ['config.json', 'visual/model.onnx', 'textual/model.onnx'], 'visual/model.onnx', 'textual/model.onnx'],
    [
      'a second visual export beside the first',
      ['visual/model.onnx', 'visual/model-folded.onnx', 'textual/model.onnx'],
      'visual/model.onnx',
      'textual/model.onnx',
    ],
    [
      'Marqo',
      ['onnx32-open_clip-RN50-openai-textual.onnx', 'onnx32-open_clip-RN50-openai-visual.onnx', 'README.md'],
      'onnx32-open_clip-RN50-openai-visual.onnx',
      'onnx32-open_clip-RN50-openai-textual.onnx',
    ],
    ['jina', ['RN50-visual.onnx', 'RN50-textual.onnx'], 'RN50-visual.onnx', 'RN50-textual.onnx'],
    ['jina’s buckets', ['RN50/textual.onnx', 'RN50/visual.onnx'], 'visual.onnx', 'textual.onnx'],
    [
      'lakera',
      ['clip_image_model_rn50.onnx', 'clip_text_model_rn50.onnx'],
      'clip_image_model_rn50.onnx',
      'clip_text_model_rn50.onnx',
    ],
    [
      'an fp16 name in the usual folders',
      ['visual/model_fp16.onnx', 'textual/model_fp16.onnx'],
      'visual/model_fp16.onnx',
      'textual/model_fp16.onnx',
    ],
    ['names of two exporters', ['visual.onnx', 'rn50_text.onnx'], 'visual.onnx', 'rn50_text.onnx'],
    [
      'one pair among single files',
      ['RN50-visual.onnx', 'RN50-textual.onnx', 'RN101-textual.onnx'],
      'RN50-visual.onnx',
      'RN50-textual.onnx',
    ],
    ['a single file', ['open_clip_model.safetensors'], 'open_clip_model.safetensors', undefined],
    [
      'a single file with an ONNX text tower',
      ['open_clip_model.safetensors', 'textual/model.onnx'],
      'open_clip_model.safetensors',
      'textual/model.onnx',
    ],
    ['nothing', ['config.json'], undefined, undefined],
  ])('%s', async (_, paths, visual, text) => {
    expect(await find(paths)).toEqual({ visual, text });
  });

  it('are told apart by what they compute where their names do not', async () => {
    const contents = { 'a.onnx': tinyFile('textual/model.onnx'), 'b.onnx': tinyFile('visual/model.onnx') };
    expect(await find(Object.keys(contents), contents)).toEqual({ visual: 'b.onnx', text: 'a.onnx' });
  });

  it('are not chosen among several models', async () => {
    const paths = ['RN50', 'RN101'].flatMap((name) => [`${name}-visual.onnx`, `${name}-textual.onnx`]);
    await expect(find(paths)).rejects.toMatchObject({
      code: 'bundle-mismatch',
      message:
        'The folder holds several models: RN50-visual.onnx, RN101-visual.onnx, RN50-textual.onnx, RN101-textual.onnx.',
    });
  });

  it('cannot be told from a broken file', async () => {
    await expect(find(['a.onnx'], { 'a.onnx': Uint8Array.of(10, 200) })).rejects.toMatchObject({
      code: 'bundle-file-broken',
      message: 'a.onnx: the file ends inside a number.',
    });
  });
});
