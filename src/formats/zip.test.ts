import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FormatError } from './format-error';
import { looksLikeZip, readZip, writeZip, type ZipFile } from './zip';

const limits = { entries: 10, entryBytes: 1_000_000, totalBytes: 2_000_000 };
const text = (content: string) => new TextEncoder().encode(content);

const example = writeZip([
  { path: 'manifest.json', bytes: text('{"a":1}'.repeat(50)), pack: 'deflate' },
  { path: 'runs/1.bin', bytes: Uint8Array.of(1, 2, 3), pack: 'stored' },
]);

/** The example with some bytes changed. */
function changed(change: (bytes: Uint8Array, view: DataView) => void): Uint8Array {
  const bytes = example.slice();
  change(bytes, new DataView(bytes.buffer));
  return bytes;
}

/** Replaces a text everywhere by one of equal length. */
function renamed(from: string, to: string, file = example): Uint8Array {
  const latin = Array.from(file, (byte) => String.fromCharCode(byte)).join('');
  return Uint8Array.from(latin.replaceAll(from, to), (character) => character.charCodeAt(0));
}

const directory = new DataView(example.buffer).getUint32(example.length - 6, true);

describe('zip', () => {
  it('reads what it wrote, byte for byte', () => {
    const path = fc.stringMatching(/^[a-zé0-9]{1,6}(\/[a-z.]{0,3}[a-z]){0,2}$/u);
    const file: fc.Arbitrary<ZipFile> = fc.record({
      path,
      bytes: fc.uint8Array({ maxLength: 300 }),
      pack: fc.constantFrom('stored' as const, 'deflate' as const),
    });
    fc.assert(
      fc.property(fc.uniqueArray(file, { selector: (entry) => entry.path, maxLength: 6 }), (files) => {
        const zip = writeZip(files);
        expect(writeZip(files)).toEqual(zip);
        expect(looksLikeZip(zip)).toBe(true);
        const opened = readZip(zip, limits);
        expect(opened.size).toBe(files.length);
        for (const { path: name, bytes } of files) expect(opened.get(name)).toEqual(bytes);
      }),
      { numRuns: 60 },
    );
  });

  it('never gives other bytes than were packed, wherever one is changed or the end is missing', () => {
    const whole = readZip(example, limits);
    const damaged = fc.oneof(
      fc.nat(example.length - 1).map((length) => example.slice(0, length)),
      fc.tuple(fc.nat(example.length - 1), fc.integer({ min: 1, max: 255 })).map(([at, flip]) =>
        changed((bytes) => {
          bytes[at]! ^= flip;
        }),
      ),
    );
    fc.assert(
      fc.property(damaged, (file) => {
        let opened: ReadonlyMap<string, Uint8Array>;
        try {
          opened = readZip(file, limits);
        } catch (error) {
          expect(error).toMatchObject({ name: 'FormatError' });
          return;
        }
        for (const [path, bytes] of opened) if (whole.has(path)) expect(bytes).toEqual(whole.get(path));
      }),
      { numRuns: 400 },
    );
  });

  it.each<[string, Uint8Array, FormatError['code'], string]>([
    ['nothing', new Uint8Array(0), 'truncated', 'the zip file has no list of its files, which stands at its end'],
    [
      'a cut file',
      example.slice(0, -30),
      'truncated',
      'the zip file has no list of its files, which stands at its end',
    ],
    [
      'a file that was cut at its start',
      example.slice(20),
      'invalid-header',
      'the zip file lists 2 files, but only 0 are there',
    ],
    [
      'a path that leaves the folder',
      renamed('runs/1.bin', '../../evil'),
      'invalid-header',
      'the zip file holds a file at the unsafe path "../../evil"',
    ],
    [
      'an absolute path',
      renamed('runs/1.bin', '/etc/shado'),
      'invalid-header',
      'the zip file holds a file at the unsafe path "/etc/shado"',
    ],
    [
      'a path of another system',
      renamed('runs/1.bin', 'C:\\win.bin'),
      'invalid-header',
      'the zip file holds a file at the unsafe path "C:\\\\win.bin"',
    ],
    [
      'a path twice',
      renamed(
        'b.bin',
        'a.bin',
        writeZip([
          { path: 'a.bin', bytes: Uint8Array.of(1), pack: 'stored' },
          { path: 'b.bin', bytes: Uint8Array.of(2), pack: 'stored' },
        ]),
      ),
      'invalid-header',
      'the zip file holds "a.bin" twice',
    ],
    [
      'a wrong check sum',
      changed((_, view) => view.setUint32(directory + 16, 1, true)),
      'invalid-data',
      '"manifest.json" in the zip file is damaged',
    ],
    [
      'a stream that is longer than it says',
      changed((_, view) => view.setUint32(directory + 24, 10, true)),
      'invalid-data',
      '"manifest.json" in the zip file is damaged',
    ],
    [
      'a file that claims gigabytes',
      changed((_, view) => view.setUint32(directory + 24, 0xfffffff0, true)),
      'too-large',
      '"manifest.json" unpacks to more than 1 MB',
    ],
    [
      'files that are too large together',
      writeZip([1, 2, 3].map((i) => ({ path: `${i}`, bytes: new Uint8Array(900_000), pack: 'deflate' }))),
      'too-large',
      'the zip file unpacks to more than 2 MB',
    ],
    [
      'too many files',
      writeZip(Array.from({ length: 11 }, (_, i) => ({ path: `${i}`, bytes: new Uint8Array(0), pack: 'stored' }))),
      'too-large',
      'the zip file lists 11 files, more than 10',
    ],
    [
      'an encrypted file',
      changed((_, view) => view.setUint16(directory + 8, 1, true)),
      'unsupported-type',
      '"manifest.json" is encrypted',
    ],
    [
      'another method',
      changed((_, view) => view.setUint16(directory + 10, 12, true)),
      'unsupported-type',
      '"manifest.json" is packed by method 12',
    ],
  ])('refuses %s', (_, file, code, message) => {
    expect(() => readZip(file, limits)).toThrow(expect.objectContaining({ code, message }));
  });
});
