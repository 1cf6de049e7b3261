import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createMemoryShelf } from '../../runs/shelf/testing-memory-shelf';
import type { ModelShelf } from '../../runs/shelf/model-shelf';
import type { Progress } from '../engine';
import { distrustKept, downloadModel, openKept } from './download-model';
import { startServer, type TestServer } from './testing';

const usual = [
  'config.json',
  'textual/model.onnx',
  'textual/tokenizer.json',
  'visual/model.onnx',
  'visual/preprocess_cfg.json',
];
const commit = 'c0ffee'.padEnd(40, '0');
const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');

let server: TestServer;
let shelf: ModelShelf;
beforeEach(async () => {
  shelf = createMemoryShelf();
  server = await startServer(Object.fromEntries(usual.map((path) => [`/m/${path}`, { body: `content of ${path}` }])));
});
afterEach(() => server.close());

interface Loading {
  readonly signal?: AbortSignal;
  readonly fetch?: typeof fetch;
}

async function load(address: string, { signal = new AbortController().signal, fetch }: Loading = {}) {
  const progress: Progress[] = [];
  const model = await downloadModel(address, shelf, {
    signal,
    onProgress: (step) => progress.push(step),
    pause: async () => undefined,
    ...(fetch ? { fetch } : {}),
  });
  const contents = await Promise.all(model.files.map(async ({ path, file }) => [path, await file.text()] as const));
  return { ...model, paths: contents.map(([path]) => path).toSorted(), contents: new Map(contents), progress };
}

/** The hub on the test server. */
const toServer: typeof fetch = (input, init) => {
  const url = input instanceof Request ? input.url : input.toString();
  return fetch(url.replace('https://huggingface.co', server.origin), init);
};

describe('a folder', () => {
  it('reads the usual files, counts bytes, and keeps them', async () => {
    const { paths, progress, keptId, unkept, title } = await load(`${server.origin}/m`);
    expect(paths).toEqual(usual);
    const total = usual.reduce((sum, path) => sum + `content of ${path}`.length, 0);
    expect(progress.at(-1)).toMatchObject({ done: total, total, unit: 'bytes' });
    expect(unkept).toBeNull();
    expect(await shelf.list()).toMatchObject([
      {
        id: keptId,
        bytes: total,
        manifest: { title, completedAt: expect.any(String), address: `${server.origin}/m/` },
      },
    ]);
  });

  it('asks nothing for a model that is kept', async () => {
    const { keptId } = await load(`${server.origin}/m`);
    const { length } = server.asked;
    await openKept(shelf, keptId!);
    expect(server.asked).toHaveLength(length);
    expect((await load(`${server.origin}/m/`)).paths).toEqual(usual);
    expect(server.asked.slice(length).map(({ path }) => path)).toEqual(['/m/bundle.json']);
    await server.close();
    expect((await load(`${server.origin}/m/`)).paths).toEqual(usual);
  });

  it('goes on after a download that was cancelled', async () => {
    server.files.set('/m/visual/model.onnx', {
      body: 'content of it',
      headers: { 'content-length': '100', etag: '"1"' },
    });
    const controller = new AbortController();
    const cut: typeof fetch = async (url, init) => {
      const response = await fetch(url, init);
      if (response.url.endsWith('/visual/model.onnx')) setTimeout(() => controller.abort(new Error('enough')), 300);
      return response;
    };
    await expect(load(`${server.origin}/m`, { signal: controller.signal, fetch: cut })).rejects.toThrow('enough');
    const [partial] = await shelf.list();
    expect(partial?.manifest).toMatchObject({ completedAt: null });
    await expect(openKept(shelf, partial!.id)).rejects.toMatchObject({
      message: 'This model is not wholly kept in the browser.',
    });
    const from = server.asked.length;
    server.files.set('/m/visual/model.onnx', { body: 'content of it, and the rest', headers: { etag: '"1"' } });
    const { contents } = await load(`${server.origin}/m`);
    expect(contents.get('visual/model.onnx')).toBe('content of it, and the rest');
    const fetched = server.asked.slice(from).filter(({ path }) => !/bundle|words|tokenizer_config/u.test(path));
    expect(fetched).toEqual([{ path: '/m/visual/model.onnx', range: 'bytes=13-', ifRange: undefined }]);
  });

  it('reads what an index lists, and checks its hashes', async () => {
    const index = (sha256: string) =>
      JSON.stringify({
        files: [
          { path: 'config.json', bytes: 22, sha256 },
          { path: 'detectors/a.safetensors', bytes: 3 },
        ],
      });
    server.files.set('/m/detectors/a.safetensors', { body: 'abc' });
    server.files.set('/m/bundle.json', { body: index(hashOf('another')) });
    await expect(load(`${server.origin}/m`)).rejects.toMatchObject({
      code: 'bundle-file-broken',
      message: `The model's file config.json is damaged: its SHA-256 is ${hashOf('content of config.json')}, and should be ${hashOf('another')}.`,
    });
    server.files.set('/m/bundle.json', { body: index(hashOf('content of config.json')) });
    expect((await load(`${server.origin}/m`)).paths).toEqual(['config.json', 'detectors/a.safetensors']);
  });

  it.each<[string, string, string]>([
    [
      'many files',
      JSON.stringify({ files: Array.from({ length: 1001 }, (_, at) => ({ path: `f${at}`, bytes: 1 })) }),
      "The model's file bundle.json is damaged: it is no list of files: files: has more than 1000 files.",
    ],
    ['no files', '{"files": 1}', "The model's file bundle.json is damaged: it is no list of files: files:"],
    [
      'a megabyte',
      JSON.stringify({ files: [], about: 'x'.repeat(2 ** 20) }),
      'the server sends more than 1048576 bytes',
    ],
  ])('refuses an index of %s, and fetches nothing else', async (_, body, message) => {
    server.files.set('/m/bundle.json', { body });
    await expect(load(`${server.origin}/m`)).rejects.toMatchObject({
      code: 'bundle-file-broken',
      message: expect.stringContaining(message) as string,
    });
    expect(server.asked.map(({ path }) => path)).toEqual(['/m/bundle.json']);
  });

  it('fetches few files at a time', async () => {
    const names = Array.from({ length: 40 }, (_, at) => `f${at}.bin`);
    server.files.set('/m/bundle.json', { body: JSON.stringify({ files: names.map((path) => ({ path, bytes: 3 })) }) });
    for (const name of names) server.files.set(`/m/${name}`, { body: 'abc' });
    expect((await load(`${server.origin}/m`)).paths).toEqual(names.toSorted());
    expect(server.mostOpen()).toBeLessThanOrEqual(6);
  });

  it('keeps where a redirect led', async () => {
    const other = await startServer({ '/stored?key=secret': { body: 'graph' } });
    server.files.set('/m/visual/model.onnx', { redirect: `${other.origin}/stored?key=secret` });
    const { keptId } = await load(`${server.origin}/m`);
    await other.close();
    const { files } = (await shelf.manifest(keptId!))!;
    expect(files.find(({ path }) => path === 'visual/model.onnx')!.url).toBe(`${other.origin}/stored`);
    expect(files.find(({ path }) => path === 'config.json')!.url).toBe(`${server.origin}/m/config.json`);
  });

  it.each<[string, string, readonly string[]]>([
    ['the file that a complaint names', 'visual/model.onnx: the file is no ONNX model.', ['visual/model.onnx']],
    ['all of them where it names none', 'The folder holds several models.', usual],
  ])('fetches anew what could not be read: %s', async (_, complaint, suspects) => {
    const { keptId } = await load(`${server.origin}/m`);
    expect(await distrustKept(shelf, keptId!, complaint)).toBe(true);
    await expect(openKept(shelf, keptId!)).rejects.toMatchObject({ code: 'bundle-file-missing' });
    const from = server.asked.length;
    for (const path of suspects) server.files.set(`/m/${path}`, { body: `repaired ${path}, of another length` });
    const { contents, keptId: again } = await load(`${server.origin}/m`);
    expect(again).toBe(keptId);
    for (const path of suspects) expect(contents.get(path)).toBe(`repaired ${path}, of another length`);
    const fetched = server.asked.slice(from).map(({ path }) => path.slice('/m/'.length));
    expect(fetched.filter((path) => usual.includes(path)).toSorted()).toEqual([...suspects]);
    expect((await openKept(shelf, keptId!)).files).toHaveLength(usual.length);
  });

  it('does not fetch anew what is as it was listed', async () => {
    const contents = [hashOf('content of config.json'), hashOf('content of visual/model.onnx')];
    const files = ['config.json', 'visual/model.onnx'].map((path, at) => ({
      path,
      bytes: `content of ${path}`.length,
      sha256: contents[at],
    }));
    server.files.set('/m/bundle.json', { body: JSON.stringify({ files }) });
    const { keptId } = await load(`${server.origin}/m`);
    expect(await distrustKept(shelf, keptId!, 'visual/model.onnx: of another architecture.')).toBe(false);
    expect(await distrustKept(shelf, 'none', 'visual/model.onnx')).toBe(false);
    expect((await openKept(shelf, keptId!)).files).toHaveLength(2);
  });

  it('refuses an index that points outside', async () => {
    for (const path of ['../secret', '/etc/passwd', 'https://other/x', 'a/../../b', '.hidden', 'a//b', 'a\\b']) {
      server.files.set('/m/bundle.json', { body: JSON.stringify({ files: [{ path, bytes: 1 }] }) });
      await expect(load(`${server.origin}/m`)).rejects.toMatchObject({
        code: 'bundle-file-broken',
        message: expect.stringContaining("The model's file bundle.json is damaged: it is no list of files:") as string,
      });
    }
  });

  it('names a file that is missing, and ends the others', async () => {
    server.files.delete('/m/visual/model.onnx');
    await expect(load(`${server.origin}/m`)).rejects.toMatchObject({
      code: 'bundle-file-missing',
      message: "The model's file visual/model.onnx is missing: the server has no such file.",
    });
  });

  it('takes no page for a file', async () => {
    const page = async () => new Response('<!doctype html>', { headers: { 'content-type': 'text/html' } });
    await expect(load('https://host/x', { fetch: page })).rejects.toMatchObject({
      message: "The model's file config.json is missing: the server has no such file.",
    });
  });

  it('says when the server cannot be read', async () => {
    await expect(load('https://host/x', { fetch: () => Promise.reject(new TypeError('no')) })).rejects.toMatchObject({
      code: 'bundle-file-missing',
      message:
        "The model's file bundle.json is missing: the server could not be reached, or does not allow pages of other origins to read it.",
    });
  });
});

describe('where the browser keeps nothing more', () => {
  it('goes on in memory when the space ends, and says so', async () => {
    shelf = createMemoryShelf({ capacity: 30 });
    const { paths, contents, keptId, unkept } = await load(`${server.origin}/m`);
    expect(paths).toEqual(usual);
    for (const path of usual) expect(contents.get(path)).toBe(`content of ${path}`);
    expect([keptId, unkept]).toEqual([null, { kind: 'full' }]);
  });

  it('takes all in memory where there is no file system', async () => {
    const refuse = () => Promise.reject(new Error('no files here'));
    shelf = { list: refuse, manifest: refuse, putManifest: refuse, file: refuse, append: refuse, remove: refuse };
    const { paths, keptId, unkept } = await load(`${server.origin}/m`);
    expect(paths).toEqual(usual);
    expect([keptId, unkept]).toEqual([null, { kind: 'refused', message: 'no files here' }]);
  });
});

describe('the hub', () => {
  const listed = (files: Readonly<Record<string, string>>, hashes = true) => {
    const siblings = Object.entries(files).map(([rfilename, body]) => ({
      rfilename,
      size: body.length,
      ...(hashes ? { lfs: { sha256: hashOf(body), size: body.length, pointerSize: 130 } } : {}),
    }));
    for (const [path, body] of Object.entries(files))
      server.files.set(`/o/n/resolve/${commit}/${path}`, { redirect: `/cdn/${path}` }).set(`/cdn/${path}`, { body });
    return { body: JSON.stringify({ sha: commit, siblings }) };
  };

  it('asks for the list, and pins the commit', async () => {
    const files = { 'README.md': 'x', 'config.json': '{}', 'visual/model.onnx': 'v', 'textual/model.onnx': 't' };
    server.files.set('/api/models/o/n/revision/main?blobs=true', listed(files));
    const { paths, title, commit: pinned } = await load('o/n', { fetch: toServer });
    expect(paths).toEqual(['config.json', 'textual/model.onnx', 'visual/model.onnx']);
    expect([title, pinned]).toEqual([`o/n@${commit}`, commit]);
  });

  it('takes the kept model where the commit is still the same, and when it is offline', async () => {
    server.files.set('/api/models/o/n/revision/main?blobs=true', listed({ 'RN50.pt': 'weights' }));
    await load('o/n', { fetch: toServer });
    const { length } = server.asked;
    await load('o/n', { fetch: toServer });
    expect(server.asked.slice(length).map(({ path }) => path)).toEqual(['/api/models/o/n/revision/main?blobs=true']);
    const offline = await load('o/n', { fetch: () => Promise.reject(new TypeError('offline')) });
    expect(offline).toMatchObject({ title: `o/n@${commit}`, paths: ['RN50.pt'] });
  });

  it('refuses a file that is not what was listed', async () => {
    server.files.set('/api/models/o/n/revision/v1?blobs=true', listed({ 'RN50.pt': 'weights' }));
    server.files.set('/cdn/RN50.pt', { body: 'Weights' });
    await expect(load('o/n@v1', { fetch: toServer })).rejects.toMatchObject({
      message: `The model's file RN50.pt is damaged: its SHA-256 is ${hashOf('Weights')}, and should be ${hashOf('weights')}.`,
    });
  });

  it.each([
    [401, {}, 'The hub has no public repository o/n with the revision “x”.'],
    [404, { 'x-error-code': 'RevisionNotFound' }, 'The repository o/n has no revision “x”.'],
  ])('says what is not there: %s', async (status, headers, message) => {
    server.files.set('/api/models/o/n/revision/x?blobs=true', { status, headers });
    await expect(load('o/n@x', { fetch: toServer })).rejects.toMatchObject({ code: 'bundle-file-missing', message });
  });

  it.each([
    ['no answer', { status: 503 }],
    ['nonsense', { body: '{"sha": 1}' }],
  ])('tries the usual files where there is no list: %s', async (_, served) => {
    server.files.set('/api/models/o/n/revision/v1?blobs=true', served);
    for (const path of usual)
      server.files.set(`/o/n/resolve/v1/${path}`, { body: path, headers: { 'x-repo-commit': commit } });
    const { paths, commit: pinned } = await load('o/n@v1', { fetch: toServer });
    expect(paths).toEqual(usual);
    expect(pinned).toBe(commit);
  });
});

it('checks a file by the hash in its address', async () => {
  const hash = hashOf('weights');
  server.files.set(`/clip/models/${hash}/RN50.pt`, { body: 'weights' });
  expect((await load(`${server.origin}/clip/models/${hash}/RN50.pt`)).paths).toEqual(['RN50.pt']);
  server.files.set(`/clip/models/${hashOf('others')}/RN50.pt`, { body: 'weights' });
  await expect(load(`${server.origin}/clip/models/${hashOf('others')}/RN50.pt`)).rejects.toMatchObject({
    code: 'bundle-file-broken',
  });
});
