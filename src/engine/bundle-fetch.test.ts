import { describe, expect, it } from 'vitest';
import { fetchBundle } from './bundle-fetch';
import type { Progress } from './engine';

const folder = 'https://host/models/x/';
const usual = [
  'config.json',
  'textual/model.onnx',
  'textual/tokenizer.json',
  'visual/model.onnx',
  'visual/preprocess_cfg.json',
];

/** A server that has these files; other addresses are answered by `otherwise`. */
function server(
  files: Readonly<Record<string, Response>>,
  otherwise = () => new Response('', { status: 404 }),
): typeof fetch {
  return async (input, init) => {
    init?.signal?.throwIfAborted();
    const url = input instanceof Request ? input.url : String(input);
    return files[url.slice(folder.length)]?.clone() ?? otherwise();
  };
}

const sized = (text: string, length = text.length) =>
  new Response(text, { headers: { 'content-length': String(length) } });
const all = () => Object.fromEntries(usual.map((path) => [path, sized('{}')]));

const page = () => new Response('\n<!DOCTYPE html><html></html>', { headers: { 'content-type': 'text/html' } });

async function load(fetch: typeof globalThis.fetch, signal = new AbortController().signal) {
  const progress: Progress[] = [];
  const files = await fetchBundle(folder, { signal, onProgress: (step) => progress.push(step), fetch });
  return { paths: files.map(({ path }) => path), progress };
}

describe('fetchBundle', () => {
  it('reads the usual files, and counts bytes', async () => {
    const { paths, progress } = await load(server(all()));
    expect(paths.toSorted()).toEqual(usual);
    expect(progress.at(-1)).toMatchObject({ done: 10, total: 10, unit: 'bytes' });
  });

  it('reads what an index lists', async () => {
    const index = JSON.stringify({
      files: [
        { path: 'config.json', bytes: 2 },
        { path: 'detectors/a.safetensors', bytes: 3 },
      ],
    });
    const { paths } = await load(
      server({
        'bundle.json': new Response(index),
        'config.json': sized('{}'),
        'detectors/a.safetensors': new Response('abc'),
      }),
    );
    expect(paths).toEqual(['config.json', 'detectors/a.safetensors']);
  });

  it('names a missing file', async () => {
    const { 'visual/model.onnx': _, ...rest } = all();
    await expect(load(server(rest))).rejects.toMatchObject({
      code: 'bundle-file-missing',
      message: expect.stringContaining('visual/model.onnx') as string,
    });
  });

  it('takes no page for a file', async () => {
    await expect(load(server({}, page))).rejects.toMatchObject({ code: 'bundle-file-missing' });
  });

  it('notices a file that was cut', async () => {
    await expect(load(server({ ...all(), 'visual/model.onnx': sized('abc', 10) }))).rejects.toMatchObject({
      code: 'bundle-file-broken',
      message: expect.stringContaining('3 of 10 bytes') as string,
    });
  });

  it('does not mistake a compressed length for the length', async () => {
    const compressed = new Response('abcdefgh', { headers: { 'content-length': '3', 'content-encoding': 'gzip' } });
    expect((await load(server({ ...all(), 'textual/words.json': compressed }))).paths).toContain('textual/words.json');
  });

  it('refuses an index that points outside', async () => {
    for (const path of ['../secret', '/etc/passwd', 'https://other/x', 'a/../../b', '.hidden', 'a//b', 'a\\b']) {
      const index = JSON.stringify({ files: [{ path, bytes: 1 }] });
      await expect(load(server({ 'bundle.json': new Response(index) }))).rejects.toMatchObject({
        code: 'bundle-file-broken',
      });
    }
  });

  it('says what a server or a network said', async () => {
    await expect(load(server({}, () => new Response('', { status: 500, statusText: 'Oh' })))).rejects.toMatchObject({
      message: expect.stringContaining('500 Oh') as string,
    });
    await expect(load(() => Promise.reject(new TypeError('Failed to fetch')))).rejects.toMatchObject({
      code: 'bundle-file-missing',
    });
  });

  it('stops when it is cancelled', async () => {
    const controller = new AbortController();
    controller.abort(new Error('enough'));
    await expect(load(server(all()), controller.signal)).rejects.toThrow('enough');
  });
});
