import { describe, expect, it } from 'vitest';
import { byteSourceOf } from '../byte-source';
import { concatBytes } from '../bytes';
import { writeZip } from './zip';
import { anyArchive, openZipArchive } from './zip-archive';
import type { ZipLimits } from './zip-directory';

const text = (content: string) => new TextEncoder().encode(content);
const example = writeZip([
  { path: 'a/one.txt', bytes: text('one '.repeat(500)), pack: 'deflate' },
  { path: 'two.bin', bytes: Uint8Array.of(1, 2, 3), pack: 'stored' },
]);
const end = example.length - 22;
const listStart = new DataView(example.buffer).getUint32(end + 16, true);

function changed(change: (view: DataView) => void, file: Uint8Array = example): Uint8Array {
  const bytes = Uint8Array.from(file);
  change(new DataView(bytes.buffer));
  return bytes;
}

/** The example with a 64-bit end, whose short form says nothing. */
function wide(): Uint8Array {
  const long = new Uint8Array(56 + 20);
  const view = new DataView(long.buffer);
  view.setUint32(0, 0x06064b50, true);
  view.setBigUint64(32, 2n, true);
  view.setBigUint64(40, BigInt(end - listStart), true);
  view.setBigUint64(48, BigInt(listStart), true);
  view.setUint32(56, 0x07064b50, true);
  view.setBigUint64(64, BigInt(end), true);
  const short = changed((bytes) => {
    bytes.setUint16(end + 10, 0xffff, true);
    bytes.setUint32(end + 12, 0xffffffff, true);
    bytes.setUint32(end + 16, 0xffffffff, true);
  }).subarray(end);
  return concatBytes([example.subarray(0, end), long, short]);
}

describe('zip archive', () => {
  it.each(['deflate', 'stored'] as const)('gives the beginning of a file without the rest: %s', async (pack) => {
    // Numbers that hardly shrink, and so many of them that the rest is far away.
    const bytes = Uint8Array.from({ length: 900_000 }, (_, at) => (Math.imul(at, 2_654_435_761) >>> 13) & 255);
    const file = writeZip([{ path: 'photo.jpg', bytes, pack }]);
    const plain = byteSourceOf(file);
    const asked: number[] = [];
    const archive = await openZipArchive(
      {
        size: file.length,
        read: (from, to) => {
          asked.push(to - from);
          return plain.read(from, to);
        },
      },
      anyArchive,
    );
    const entry = archive.entries.get('photo.jpg')!;
    asked.length = 0;
    expect(await archive.readStart(entry, 20_000, 1e9)).toEqual(bytes.slice(0, 20_000));
    expect(asked.reduce((sum, length) => sum + length, 0)).toBeLessThan(50_000);
    // Whatever is wrong behind it does not matter to it, and does to the whole file.
    file[file.length >> 1]! ^= 255;
    expect(await archive.readStart(entry, 20_000, 1e9)).toEqual(bytes.slice(0, 20_000));
    await expect(archive.read(entry, 1e9)).rejects.toMatchObject({ code: 'invalid-data' });
    await expect(archive.readStart(entry, 20_000, 1000)).rejects.toMatchObject({ code: 'too-large' });
    // The whole file is checked, as ever.
    await expect(archive.readStart(entry, bytes.length, 1e9)).rejects.toMatchObject({ code: 'invalid-data' });
  });

  it.each([
    ['short', example],
    ['64-bit', wide()],
  ])('reads the %s form file by file, and only what is asked for', async (_, file) => {
    const asked: number[] = [];
    const source = byteSourceOf(file);
    const { entries, read } = await openZipArchive(
      {
        size: source.size,
        read: (from, to) => {
          asked.push(to - from);
          return source.read(from, to);
        },
      },
      anyArchive,
    );
    const records = [...entries.values()];
    expect(records.map(({ path, size }) => [path, size])).toEqual([
      ['a/one.txt', 2000],
      ['two.bin', 3],
    ]);
    asked.length = 0;
    expect(await read(records[1]!, 100)).toEqual(Uint8Array.of(1, 2, 3));
    expect(asked).toEqual([30, 3]);
    expect(new TextDecoder().decode(await read(records[0]!, 2000))).toBe('one '.repeat(500));
  });

  it.each<[string, Uint8Array, string]>([
    ['nothing', new Uint8Array(0), 'the file is no zip file, but an empty file'],
    [
      'a list that lies elsewhere',
      changed((view) => view.setUint32(end + 16, 99_999, true)),
      'the list of the zip file does not lie where it says',
    ],
    [
      'a 64-bit form without its record',
      changed((view) => view.setUint32(view.byteLength - 98, 5, true), wide()),
      'the zip file is of the 64-bit form, but lacks its end record',
    ],
    [
      'a 64-bit list that lies elsewhere',
      changed((view) => view.setBigUint64(view.byteLength - 50, 99_999n, true), wide()),
      'the list of the zip file does not lie where it says',
    ],
    [
      'the last part of many',
      changed((view) => {
        view.setUint16(end + 4, 2, true);
        view.setUint32(end + 16, 5_000_000, true);
      }),
      'the zip file is the last of 3 parts',
    ],
    ['a file that was cut at its start', example.slice(20), 'the list of the zip file does not lie where it says'],
    [
      'more files than it has',
      changed((view) => view.setUint16(end + 10, 7, true)),
      'the zip file lists 7 files, but only 2 are there',
    ],
  ])('refuses %s', async (_, file, message) => {
    await expect(openZipArchive(byteSourceOf(file), anyArchive)).rejects.toMatchObject({
      name: 'CodedError',
      message,
    });
  });

  it.each<[string, ZipLimits, string]>([
    ['a file too large', { entries: 2, entryBytes: 1999, totalBytes: 1e9 }, '"a/one.txt" unpacks to more than 0 MB'],
    [
      'files too large together',
      { entries: 2, entryBytes: 1e6, totalBytes: 2002 },
      'the zip file unpacks to more than 0 MB',
    ],
    ['too many files', { entries: 1, entryBytes: 1e6, totalBytes: 1e6 }, 'the zip file lists 2 files, more than 1'],
  ])('refuses %s by its list', async (_, limits, message) => {
    await expect(openZipArchive(byteSourceOf(example), limits)).rejects.toMatchObject({ code: 'too-large', message });
  });

  it.each<[string, Uint8Array, number, string]>([
    ['a file beyond the limit', example, 1999, '"a/one.txt" unpacks to more than 0 MB'],
    [
      'a bomb that hides its size',
      changed((view) => view.setUint32(listStart + 24, 100, true)),
      5000,
      '"a/one.txt" in the zip file is damaged',
    ],
    [
      'a size that no packed file can have',
      changed((view) => view.setUint32(listStart + 24, 90_000_000, true)),
      100_000_000,
      '"a/one.txt" in the zip file is damaged',
    ],
    [
      'a wrong check sum',
      changed((view) => view.setUint32(listStart + 16, 1, true)),
      5000,
      '"a/one.txt" in the zip file is damaged',
    ],
    [
      'a file that lies elsewhere',
      changed((view) => view.setUint32(listStart + 42, 3, true)),
      5000,
      '"a/one.txt" does not lie where the zip file says',
    ],
    [
      'a file that reaches into the list',
      changed((view) => view.setUint32(listStart + 20, 4000, true)),
      5000,
      '"a/one.txt" does not lie where the zip file says',
    ],
  ])('refuses %s', async (_, file, limit, message) => {
    const { entries, read } = await openZipArchive(byteSourceOf(file), anyArchive);
    await expect(read([...entries.values()][0]!, limit)).rejects.toMatchObject({ name: 'CodedError', message });
  });
});
