import { afterEach, expect, it } from 'vitest';
import { sha256 } from '../../math/sha256';
import { createMemoryShelf } from '../../runs/shelf/testing-memory-shelf';
import type { Progress } from '../work';
import { downloadNetwork } from './download-network';
import { startServer, type Served, type TestServer } from './testing';

const body = Uint8Array.from({ length: 300_000 }, (_, at) => at * 7);
const network = {
  id: 'made',
  title: 'A made network',
  repository: 'owner/name',
  revision: '0123456789012345678901234567890123456789',
  path: 'onnx/model.onnx',
  bytes: body.length,
  sha256: sha256([body]),
  licence: 'none',
} as const;
const path = `/owner/name/resolve/${network.revision}/onnx/model.onnx`;

let server: TestServer;
afterEach(() => server.close());

async function serve(served: Served) {
  server = await startServer({ [path]: served });
  const shelf = createMemoryShelf();
  const seen: Progress[] = [];
  const fetchIt = (signal = new AbortController().signal) =>
    downloadNetwork(
      network,
      shelf,
      { signal, onProgress: (progress) => seen.push(progress), pause: async () => undefined },
      server.origin,
    );
  return { shelf, seen, fetchIt };
}

it('is fetched once, with the bytes that are left, and then kept as what it is', async () => {
  const { fetchIt, shelf, seen } = await serve({ body });
  expect((await fetchIt()).size).toBe(body.length);
  expect(seen.at(-1)).toMatchObject({ stage: 'Downloading A made network', done: body.length, total: body.length });
  const [kept] = await shelf.list();
  expect(kept?.manifest).toMatchObject({ use: 'proposals', commit: network.revision });
  await fetchIt();
  expect(server.asked).toHaveLength(1);
});

it('goes on where the connection broke', async () => {
  const { fetchIt } = await serve({ body, cuts: [100_000] });
  expect(sha256([new Uint8Array(await (await fetchIt()).arrayBuffer())])).toBe(network.sha256);
  expect(server.asked[1]?.range).toMatch(/^bytes=\d+-$/u);
});

it('refuses a file of another hash, and keeps nothing of it', async () => {
  const changed = body.slice();
  changed[150_000]! ^= 1;
  const { fetchIt, shelf } = await serve({ body: changed });
  await expect(fetchIt()).rejects.toMatchObject({
    code: 'bundle-file-broken',
    message: expect.stringContaining(network.sha256) as string,
  });
  expect((await shelf.list()).reduce((sum, { bytes }) => sum + bytes, 0)).toBe(0);
});

it('fetches anew what has changed where it was kept', async () => {
  const { fetchIt, shelf } = await serve({ body });
  await fetchIt();
  const [kept] = await shelf.list();
  const file = await shelf.append(kept!.id, network.path);
  file.clear();
  file.append(new Uint8Array(body.length));
  file.close();
  expect(sha256([new Uint8Array(await (await fetchIt()).arrayBuffer())])).toBe(network.sha256);
  expect(server.asked).toHaveLength(2);
});

it('ends when it is cancelled, and goes on from there', async () => {
  const { fetchIt } = await serve({ body, stalls: [100_000] });
  const abort = new AbortController();
  const fetching = fetchIt(abort.signal);
  await expect.poll(() => server.asked.length).toBe(1);
  abort.abort(new Error('enough'));
  await expect(fetching).rejects.toThrow('enough');
  expect((await fetchIt()).size).toBe(body.length);
});
