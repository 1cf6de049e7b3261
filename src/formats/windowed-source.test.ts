import { expect, test, vi } from 'vitest';
import { byteSourceOf } from './byte-source';
import { windowedSource } from './windowed-source';

const window = 262_144;
const bytes = Uint8Array.from({ length: 3 * window + 100 }, (_, at) => (at * 7 + (at >> 8)) & 255);

function watched() {
  const plain = byteSourceOf(bytes);
  const read = vi.fn<typeof plain.read>(plain.read);
  return { read, source: windowedSource({ size: plain.size, read }) };
}

test.each([
  ['within a window', 10, 500],
  ['over the border of two', window - 3, window + 5],
  ['exactly one window', window, 2 * window],
  ['a window that begins in one and ends in the next', 5, window + 5],
  ['the last bytes', bytes.length - 10, bytes.length],
  ['nothing', 700, 700],
  ['nothing at the end', bytes.length, bytes.length],
  ['more than a window', 3, 2 * window + 9],
])('gives the bytes of the source: %s', async (_, start, end) => {
  const { source } = watched();
  expect(source.size).toBe(bytes.length);
  expect(await source.read(start, end)).toEqual(bytes.slice(start, end));
});

test('a thousand small files beside each other are one read, also where they are wanted at once', async () => {
  const { source, read } = watched();
  const files = Array.from({ length: 1000 }, (_, at) => [at * 200, at * 200 + 190] as const);
  const found = await Promise.all(files.map(async ([start, end]) => source.read(start, end)));
  expect(found).toEqual(files.map(([start, end]) => bytes.slice(start, end)));
  expect(read.mock.calls).toEqual([[0, window]]);
});

test('what is larger than a window is read once and not kept', async () => {
  const { source, read } = watched();
  await source.read(0, 2 * window);
  expect(read.mock.calls).toEqual([[0, 2 * window]]);
});

test('a read that failed is tried again', async () => {
  const { source, read } = watched();
  read.mockRejectedValueOnce(new Error('the file has gone'));
  await expect(source.read(0, 9)).rejects.toThrow('the file has gone');
  expect(await source.read(0, 9)).toEqual(bytes.slice(0, 9));
});
