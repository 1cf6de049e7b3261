import { expect, it } from 'vitest';
import { chooseFiles } from './choose-files';

const choose = (paths: readonly string[], folder = '', file: string | null = null) =>
  chooseFiles(
    paths.map((path, index) => ({ path, bytes: 100 + (path.includes('32') ? 100 : 0) + index, sha256: null })),
    folder,
    file,
    'o/n',
  ).map(({ path }) => path);

it.each([
  [
    'an ONNX pair with what belongs to it',
    [
      '.gitattributes',
      'README.md',
      'config.json',
      'visual/model.onnx',
      'visual/model.armnn',
      'visual/rknpu/x/model.rknn',
      'visual/preprocess_cfg.json',
      'textual/model.onnx',
      'textual/tokenizer.json',
      'textual/vocab.json',
      'offsets/a.safetensors',
      'photometrics/a.safetensors',
      'open_clip_model.safetensors',
    ],
    [
      'config.json',
      'visual/model.onnx',
      'visual/preprocess_cfg.json',
      'textual/model.onnx',
      'textual/tokenizer.json',
      'offsets/a.safetensors',
      'photometrics/a.safetensors',
    ],
  ],
  [
    'the weights beside a graph',
    [
      'visual/model.onnx',
      'visual/model.onnx.data',
      'textual/model.onnx',
      'textual/model.onnx_data',
      'textual/other.data',
    ],
    ['visual/model.onnx', 'visual/model.onnx.data', 'textual/model.onnx', 'textual/model.onnx_data'],
  ],
  [
    'one file with both towers before others',
    [
      'model.safetensors',
      'open_clip_model.safetensors',
      'open_clip_pytorch_model.bin',
      'open_clip_config.json',
      'tokenizer.json',
      'merges.txt',
    ],
    ['open_clip_model.safetensors', 'open_clip_config.json', 'tokenizer.json'],
  ],
  ['a checkpoint', ['RN50.pt', 'x.bin'], ['RN50.pt']],
  [
    'graphs side by side, in float32',
    [
      'onnx16-RN50-textual.onnx',
      'onnx16-RN50-visual.onnx',
      'onnx32-RN50-textual.onnx',
      'onnx32-RN50-visual.onnx',
      'onnx32-RN101-textual.onnx',
    ],
    ['onnx32-RN50-textual.onnx', 'onnx32-RN50-visual.onnx'],
  ],
])('%s', (_, paths, expected) => {
  expect(choose(paths)).toEqual(expected);
});

it('looks into the folder, and for the file, that were asked for', () => {
  expect(choose(['a/RN50.pt', 'b/RN101.pt', 'b/config.json'], 'b/')).toEqual(['RN101.pt', 'config.json']);
  expect(choose(['RN50.pt', 'RN101.pt'], '', 'RN101.pt')).toEqual(['RN101.pt']);
});

it('says that there is no model', () => {
  expect(() => choose(['README.md', 'model.onnx'])).toThrow('There is no CLIP model in o/n.');
  expect(() => choose(['README.md'], 'b/')).toThrow('There is no CLIP model in o/n, folder b/.');
  expect(() => choose(['RN50.pt'], '', 'RN101.pt')).toThrow('There is no RN101.pt in o/n.');
});
