import { describe, expect, it } from 'vitest';
import { byteSourceOf, type ByteSource } from '../byte-source';
import { concatBytes } from '../bytes';
import { unzip } from './testing-zip';
import { anyArchive, openZipArchive } from './zip-archive';
import { ZipStream } from './zip-stream';

function collected(at = 0) {
  const pieces: Uint8Array[] = [];
  const zip = new ZipStream((bytes) => void pieces.push(bytes), at);
  return { zip, bytes: () => concatBytes(pieces) };
}

describe('a zip file in pieces', () => {
  it('holds what was added, packed or not', async () => {
    const { zip, bytes } = collected();
    const picture = Uint8Array.of(0xff, 0xd8, 7);
    await zip.store('bilder/straße-copy-1.jpg', picture);
    async function* texts() {
      for (let line = 0; line < 1000; line++) yield `a line, a line, a line ${line % 10}\n`;
    }
    await zip.deflate('lists/train.txt', texts());
    await zip.deflate('empty.txt', []);
    await zip.store('none.jpg', new Uint8Array(0));
    await zip.end();
    const files = await unzip(bytes());
    expect([...files.keys()]).toEqual(['bilder/straße-copy-1.jpg', 'lists/train.txt', 'empty.txt', 'none.jpg']);
    expect(files.get('bilder/straße-copy-1.jpg')).toEqual(picture);
    expect(new TextDecoder().decode(files.get('lists/train.txt'))).toMatch(/^(?:a line, a line, a line \d\n){1000}$/u);
    expect(files.get('empty.txt')).toHaveLength(0);
    expect(bytes().length).toBeLessThan(2000);
  });

  it('takes each path once', async () => {
    const { zip } = collected();
    await zip.store('a', new Uint8Array(1));
    await expect(zip.store('a', new Uint8Array(1))).rejects.toThrow(RangeError);
  });

  it('lists more files than 16 bits count', async () => {
    const { zip, bytes } = collected();
    for (let file = 0; file < 66_000; file++) await zip.store(String(file), new Uint8Array(0));
    await zip.end();
    const { entries } = await openZipArchive(byteSourceOf(bytes()), anyArchive);
    expect(entries.size).toBe(66_000);
  });

  it('lists places beyond 4 GB', async () => {
    const before = 5_000_000_000;
    const { zip, bytes } = collected(before);
    await zip.store('far.txt', Uint8Array.of(1, 2, 3));
    await zip.deflate('near.txt', ['text']);
    await zip.end();
    const whole = bytes();
    const source: ByteSource = {
      size: before + whole.length,
      read: async (from, to) => whole.slice(from - before, to - before),
    };
    const { entries, read } = await openZipArchive(source, anyArchive);
    expect(await read(entries.get('far.txt')!, 10)).toEqual(Uint8Array.of(1, 2, 3));
    expect(new TextDecoder().decode(await read(entries.get('near.txt')!, 10))).toBe('text');
  });

  it('passes on what goes wrong with its pieces, and with whoever takes its bytes', async () => {
    const { zip } = collected();
    function* broken() {
      yield 'a';
      throw new Error('no more');
    }
    await expect(zip.deflate('a.txt', broken())).rejects.toThrow('no more');
    let taken = 0;
    const full = new ZipStream(() => {
      if (taken++ > 0) throw new Error('the disk is full');
    });
    const noise = Array.from(
      { length: 200 },
      (_, line) => String.fromCharCode(...crypto.getRandomValues(new Uint16Array(9999))) + line,
    );
    await expect(full.deflate('a.txt', noise)).rejects.toThrow('the disk is full');
  });

  it('waits for whoever takes its bytes', async () => {
    let taken = 0;
    let free = () => undefined as void;
    const zip = new ZipStream(() => {
      taken++;
      return new Promise((resolve) => (free = resolve));
    });
    const stored = zip.store('a', new Uint8Array(1));
    await Promise.resolve();
    expect(taken).toBe(1);
    free();
    await new Promise((resolve) => setTimeout(resolve));
    expect(taken).toBe(2);
    free();
    await stored;
  });
});
