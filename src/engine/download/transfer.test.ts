import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { memorySink } from './sink';
import { startServer, type Served, type TestServer } from './testing';
import { transfer, type Answer, type RemoteFile } from './transfer';

const body = 'abcdefghijklmnopqrstuvwxyz';
const sha256 = createHash('sha256').update(body).digest('hex');

let server: TestServer;
beforeEach(async () => {
  server = await startServer();
});
afterEach(() => server.close());

/** Fetches `/x`, of which `held` is there already. */
async function load(
  served: Served | null,
  file: Partial<RemoteFile> = {},
  {
    held = '',
    signal = new AbortController().signal,
    fetch = globalThis.fetch,
    idleMilliseconds = 30_000,
    mostBytes = 2 ** 30,
  } = {},
) {
  if (served) server.files.set('/x', served);
  const sink = memorySink();
  if (held !== '') sink.write(new TextEncoder().encode(held));
  const pauses: number[] = [];
  const answers: Answer[] = [];
  const seen: (readonly [number, number | null])[] = [];
  const remote = { path: 'x', url: `${server.origin}/x`, required: true, bytes: null, sha256: null, version: null };
  const result = transfer({ ...remote, ...file }, sink, {
    signal,
    fetch,
    idleMilliseconds,
    mostBytes,
    onBytes: (...bytes) => seen.push(bytes),
    onAnswer: (answer) => answers.push(answer),
    pause: async (milliseconds) => void pauses.push(milliseconds),
  });
  const found = await result.catch((error: unknown) => error);
  return { found, text: await (await sink.file()).text(), pauses, answers, seen };
}

const ranges = () => server.asked.map(({ range }) => range);

describe('transfer', () => {
  it('fetches a file, and says what the server says of it', async () => {
    const headers = { etag: '"v1"', 'x-repo-commit': 'c0ffee', 'x-linked-etag': `"${sha256}"` };
    const { found, text, answers, seen } = await load({ body, headers });
    expect([found, text]).toEqual([true, body]);
    expect(answers).toEqual([{ bytes: 26, version: '"v1"', sha256, commit: 'c0ffee', sentOnTo: null }]);
    expect(seen.at(0)).toEqual([0, 26]);
    expect(seen.at(-1)).toEqual([26, 26]);
  });

  it('goes on where the connection broke', async () => {
    const { found, text, pauses } = await load({ body, cuts: [10, 5] }, { sha256 });
    expect([found, text]).toEqual([true, body]);
    expect(ranges()).toEqual([undefined, 'bytes=10-', 'bytes=15-']);
    expect(pauses).toEqual([500, 500]);
  });

  it('goes on where an earlier visit ended, and checks the whole', async () => {
    const { found, text } = await load(
      { body, headers: { etag: '"v1"' } },
      { sha256, version: '"v1"' },
      { held: 'abcdef' },
    );
    expect([found, text]).toEqual([true, body]);
    expect(ranges()).toEqual(['bytes=6-']);
  });

  it('asks nothing for what is whole', async () => {
    const { found } = await load({ body }, { sha256, bytes: 26 }, { held: body });
    expect(found).toBe(true);
    expect(server.asked).toEqual([]);
  });

  it('begins anew where the server ignores the range', async () => {
    const { found, text } = await load({ body, ranges: false, cuts: [10] }, { sha256 });
    expect([found, text]).toEqual([true, body]);
    expect(ranges()).toEqual([undefined, 'bytes=10-']);
  });

  it.each([
    ['its version', { version: '"v0"' }, { etag: '"v1"' }],
    ['its length', { bytes: null, version: null }, { 'content-range': 'bytes 0-25/26' }],
  ])('begins anew where the file changed: %s', async (_, file, headers) => {
    const { found, text } = await load({ body, headers }, { sha256, ...file }, { held: 'other' });
    expect([found, text]).toEqual([true, body]);
    expect(ranges()).toEqual(['bytes=5-', undefined]);
  });

  it('begins anew where there is more than the server has', async () => {
    const { found, text } = await load({ body }, {}, { held: `${body}!` });
    expect([found, text]).toEqual([true, body]);
    expect(ranges()).toEqual(['bytes=27-', undefined]);
  });

  it('waits longer and longer while a server is in trouble, then gives up', async () => {
    const saved = await load({ body, troubles: [503, 429, 500] });
    expect([saved.found, saved.pauses]).toEqual([true, [500, 1000, 2000]]);
    server.files.set('/y', { status: 503 });
    const { found, pauses } = await load(null, { url: `${server.origin}/y` });
    expect(pauses).toEqual([500, 1000, 2000, 4000]);
    expect(found).toMatchObject({
      code: 'download-interrupted',
      message:
        'The download of x broke off after 0 bytes (the server answered 503 Service Unavailable), and 5 attempts to go on failed.',
    });
  });

  it('gives up on a connection that always breaks at the same place', async () => {
    const { found, text } = await load({ body, ranges: false, cuts: Array.from({ length: 9 }, () => 10) });
    expect(found).toMatchObject({ code: 'download-interrupted' });
    expect(text).toBe('abcdefghij');
  });

  it('ends what has no end, and drops it', async () => {
    const { found, text, pauses } = await load({ body: 'x'.repeat(1000), endless: true }, {}, { mostBytes: 100_000 });
    expect(found).toMatchObject({
      code: 'bundle-file-broken',
      message: expect.stringMatching(
        /^The model's file x is damaged: the server sends more than 100000 bytes \(\d+ so far\), and lists no size for it\.$/u,
      ) as string,
    });
    expect([text, pauses]).toEqual(['', []]);
  });

  it('does not begin with what says that it is larger than any model', async () => {
    const { found, seen } = await load({ body }, {}, { mostBytes: 25 });
    expect(found).toMatchObject({ code: 'bundle-file-broken' });
    expect(seen).toEqual([]);
    // A size that was listed is the user's wish.
    expect((await load({ body }, { bytes: 26 }, { mostBytes: 25 })).text).toBe(body);
  });

  it('goes on where a server has fallen silent', async () => {
    const { found, text, pauses } = await load({ body, stalls: [10, -1] }, { sha256 }, { idleMilliseconds: 200 });
    expect([found, text]).toEqual([true, body]);
    expect(ranges()).toEqual([undefined, 'bytes=10-', 'bytes=10-']);
    expect(pauses).toEqual([500, 1000]);
  });

  it('gives up on a server that stays silent, and says so', async () => {
    const { found } = await load({ body, stalls: [-1, -1, -1, -1, -1] }, {}, { idleMilliseconds: 60 });
    expect(found).toMatchObject({
      code: 'download-interrupted',
      message: expect.stringContaining('the server sent nothing for') as string,
    });
    expect(server.asked).toHaveLength(5);
  });

  it('says where a redirect led, without its signature', async () => {
    server.files.set('/y', { redirect: `${server.origin}/x?signature=1` });
    server.files.set('/x?signature=1', { body });
    const { answers } = await load(null, { url: `${server.origin}/y` });
    expect(answers).toMatchObject([{ sentOnTo: `${server.origin}/x` }]);
  });

  it('follows a redirect', async () => {
    server.files.set('/elsewhere', { body });
    const { found, text } = await load({ redirect: '/elsewhere' }, { sha256 });
    expect([found, text]).toEqual([true, body]);
  });

  it('refuses another hash, and drops what arrived', async () => {
    const { found, text } = await load({ body: body.toUpperCase() }, { sha256 });
    const actual = createHash('sha256').update(body.toUpperCase()).digest('hex');
    expect(found).toMatchObject({
      code: 'bundle-file-broken',
      message: `The model's file x is damaged: its SHA-256 is ${actual}, and should be ${sha256}.`,
      hint: 'What had arrived was dropped. Load it again; if it happens again, the server holds another file than it lists.',
    });
    expect(text).toBe('');
  });

  it('refuses more bytes than were listed', async () => {
    const { found, text } = await load({ body }, { bytes: 20 });
    expect(found).toMatchObject({
      code: 'bundle-file-broken',
      message: "The model's file x is damaged: 26 bytes arrived instead of 20.",
    });
    expect(text).toBe('');
  });

  it('refuses fewer bytes than were listed', async () => {
    expect((await load({ body }, { bytes: 30 })).found).toMatchObject({
      code: 'bundle-file-broken',
      message: "The model's file x is damaged: the server has no more than 26 bytes of it, and 30 are listed.",
    });
    const again = await load({ body, ranges: false }, { bytes: 30 });
    expect(again.found).toMatchObject({
      code: 'download-interrupted',
      message: 'The download of x broke off after 26 bytes (26 of 30 bytes arrived), and 5 attempts to go on failed.',
    });
  });

  it('needs no length, and takes a compressed one for none', async () => {
    expect((await load({ body, unsized: true })).found).toBe(true);
    // As a page sees a compressed body of another origin: the length is visible, the compression is not.
    const compressed: typeof fetch = async () => new Response(body, { headers: { 'content-length': '7' } });
    expect(await load(null, {}, { fetch: compressed })).toMatchObject({ found: true, text: body });
  });

  it.each([
    ['404', { status: 404 }],
    ['410', { status: 410 }],
    ['a page', { body: '\n<!DOCTYPE html><html></html>', headers: { 'content-type': 'text/html' } }],
  ])('says that there is no such file: %s', async (_, served) => {
    expect(await load(served)).toMatchObject({ found: false, text: '' });
  });

  it('says what a server said', async () => {
    expect((await load({ status: 418 })).found).toMatchObject({
      code: 'bundle-file-missing',
      message: "The model's file x is missing: the server answered 418 I'm a Teapot.",
      details: `${server.origin}/x`,
    });
  });

  it('asks once where the server does not let it read', async () => {
    const { found, pauses } = await load(null, {}, { fetch: () => Promise.reject(new TypeError('Failed to fetch')) });
    expect(found).toMatchObject({
      code: 'bundle-file-missing',
      message:
        "The model's file x is missing: the server could not be reached, or does not allow pages of other origins to read it.",
    });
    expect(pauses).toEqual([]);
  });

  it('stops when it is cancelled, and leaves what arrived', async () => {
    const controller = new AbortController();
    const cut: typeof fetch = async (url, init) => {
      const response = await fetch(url, init);
      setTimeout(() => controller.abort(new Error('enough')), 50);
      return response;
    };
    server.files.set('/slow', { body, headers: { 'content-length': '1000' } });
    const { found, text } = await load(
      null,
      { url: `${server.origin}/slow` },
      { signal: controller.signal, fetch: cut },
    );
    expect(found).toMatchObject({ message: 'enough' });
    expect(text).toBe(body);
  });
});
