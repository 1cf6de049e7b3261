import { describe, expect, it } from 'vitest';
import { addressText, parseModelAddress } from './model-address';

const hub = {
  kind: 'hub',
  origin: 'https://huggingface.co',
  repository: 'immich-app/RN50__openai',
  revision: null,
  folder: '',
  file: null,
} as const;
const page = 'https://huggingface.co/immich-app/RN50__openai';

describe('parseModelAddress', () => {
  it.each([
    ['immich-app/RN50__openai', hub],
    [' immich-app/RN50__openai@v1.2 ', { ...hub, revision: 'v1.2' }],
    ['immich-app/RN50__openai@refs/pr/3', { ...hub, revision: 'refs/pr/3' }],
    [page, hub],
    [`${page}/`, hub],
    [`${page}@abc`, { ...hub, revision: 'abc' }],
    ['https://hf.co/immich-app/RN50__openai', hub],
    [`${page}/tree/v1`, { ...hub, revision: 'v1' }],
    [`${page}/tree/refs%2Fpr%2F3/sub`, { ...hub, revision: 'refs/pr/3', folder: 'sub/' }],
    [`${page}/tree/refs/pr/3/sub`, { ...hub, revision: 'refs/pr/3', folder: 'sub/' }],
    [`${page}/blob/main/sub`, { ...hub, revision: 'main', folder: 'sub/' }],
    [`${page}/resolve/abc/?download=true`, { ...hub, revision: 'abc' }],
    [`${page}/blob/main/visual/model.onnx`, { ...hub, revision: 'main' }],
    [
      `${page}/blob/main/open_clip_model.safetensors`,
      { ...hub, revision: 'main', file: 'open_clip_model.safetensors' },
    ],
  ])('%s', (text, address) => {
    expect(parseModelAddress(text)).toEqual(address);
  });

  it.each([
    ['https://host/sub/models/builtin/', 'https://host/sub/models/builtin/'],
    ['https://host/RN%20101#x', 'https://host/RN%20101/'],
    ['http://127.0.0.1:8000/m?v=2', 'http://127.0.0.1:8000/m/?v=2'],
  ])('a folder: %s', (text, url) => {
    expect(parseModelAddress(text)).toEqual({ kind: 'folder', url });
  });

  it('a file of weights', () => {
    expect(parseModelAddress('https://host/clip/RN50.pt')).toEqual({
      kind: 'file',
      url: 'https://host/clip/',
      file: 'RN50.pt',
    });
  });

  it.each(['models', '', 'ftp://host/x', 'a/b/c', 'file:///tmp/x'])('refuses “%s”', (text) => {
    expect(() => parseModelAddress(text)).toThrow(`“${text}” is no address of a model.`);
  });
});

it('says an address with its commit', () => {
  expect(addressText(hub, null)).toBe('immich-app/RN50__openai');
  expect(addressText({ ...hub, revision: 'main' }, 'abc')).toBe('immich-app/RN50__openai@abc');
  expect(addressText({ ...hub, folder: 'a/', file: 'x.pt' }, null)).toBe('immich-app/RN50__openai, a/x.pt');
  expect(addressText({ kind: 'folder', url: 'https://host/x/' }, null)).toBe('https://host/x/');
  expect(addressText({ kind: 'file', url: 'https://host/x/', file: 'RN50.pt' }, null)).toBe('https://host/x/RN50.pt');
});
