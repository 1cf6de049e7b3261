import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unzip } from './testing-zip';
import { looksLikeZip, writeZip, type ZipFile } from './zip';

const example = writeZip([
  { path: 'manifest.json', bytes: new TextEncoder().encode('{"a":1}'.repeat(50)), pack: 'deflate' },
  { path: 'runs/1.bin', bytes: Uint8Array.of(1, 2, 3), pack: 'stored' },
]);

describe('zip', () => {
  it('reads what it wrote, byte for byte', async () => {
    const path = fc.stringMatching(/^[a-zé0-9]{1,6}(\/[a-z.]{0,3}[a-z]){0,2}$/u);
    const file: fc.Arbitrary<ZipFile> = fc.record({
      path,
      bytes: fc.uint8Array({ maxLength: 300 }),
      pack: fc.constantFrom('stored' as const, 'deflate' as const),
    });
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(file, { selector: (entry) => entry.path, maxLength: 6 }), async (files) => {
        const zip = writeZip(files);
        expect(writeZip(files)).toEqual(zip);
        expect(looksLikeZip(zip)).toBe(true);
        const opened = await unzip(zip);
        expect(opened.size).toBe(files.length);
        for (const { path: name, bytes } of files) expect(opened.get(name)).toEqual(bytes);
      }),
      { numRuns: 60 },
    );
  });

  it('never gives other bytes than were packed, wherever one is changed or the end is missing', async () => {
    const whole = await unzip(example);
    const damaged = fc.oneof(
      fc.nat(example.length - 1).map((length) => example.slice(0, length)),
      fc.tuple(fc.nat(example.length - 1), fc.integer({ min: 1, max: 255 })).map(([at, flip]) => {
        const bytes = example.slice();
        bytes[at]! ^= flip;
        return bytes;
      }),
    );
    await fc.assert(
      fc.asyncProperty(damaged, async (file) => {
        let opened: ReadonlyMap<string, Uint8Array>;
        try {
          opened = await unzip(file);
        } catch (error) {
          expect(error).toMatchObject({ name: 'CodedError' });
          return;
        }
        for (const [path, bytes] of opened) if (whole.has(path)) expect(bytes).toEqual(whole.get(path));
      }),
      { numRuns: 400 },
    );
  });
});
