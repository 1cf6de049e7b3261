import { describe, expect, it } from 'vitest';
import { byteSourceOf } from './byte-source';
import { concatBytes } from './bytes';
import { fileKindOf } from './file-kind';
import { writeZip } from './zip/zip';
import { anyArchive, openZipArchive } from './zip/zip-archive';

const text = (content: string) => new TextEncoder().encode(content);
const latin = (content: string) => Uint8Array.from(content, (character) => character.charCodeAt(0));
const utf16 = (content: string) =>
  new Uint8Array(Uint16Array.from(`\ufeff${content}`, (character) => character.charCodeAt(0)).buffer);

/** A header of tar; before POSIX it had no `ustar`. */
function tar(magic: string): Uint8Array {
  const header = new Uint8Array(1024);
  header.set(latin('data/a.jpg'));
  header.set(latin('0000644\x000000000\x000000000\x0000000000003\x00'), 100);
  header.set(latin(magic), 257);
  header.fill(32, 148, 156);
  const sum = header.subarray(0, 512).reduce((total, byte) => total + byte, 0);
  header.set(latin(`${sum.toString(8).padStart(6, '0')}\0 `), 148);
  return header;
}

const isoMedia = (brands: string) => concatBytes([Uint8Array.of(0, 0, 0, 8 + brands.length), latin(`ftyp${brands}`)]);

const kinds: readonly (readonly [name: string, start: Uint8Array])[] = [
  ['an empty file', new Uint8Array(0)],
  ['a file of zeros', new Uint8Array(700)],
  ['a gzip file (.gz or .tar.gz)', Uint8Array.of(0x1f, 0x8b, 8, 0)],
  ['a 7z archive', latin("7z\xbc\xaf'\x1c\0\x04")],
  ['a RAR archive', latin('Rar!\x1a\x07\0')],
  ['a RAR archive', latin('Rar!\x1a\x07\x01\0')],
  ['a bzip2 file (.bz2 or .tar.bz2)', latin('BZh91AY&SY')],
  ['an xz file (.xz or .tar.xz)', latin('\xfd7zXZ\0\0\x04')],
  ['a Zstandard file (.zst or .tar.zst)', latin('\x28\xb5\x2f\xfd\x24')],
  ['a tar archive', tar('ustar\x0000')],
  ['a tar archive', tar('')],
  ['a web page (HTML) that was saved in place of the file', text('<!DOCTYPE html><html><body>Sign in')],
  ['a web page (HTML) that was saved in place of the file', text('\ufeff\r\n  <HTML lang="en">')],
  ['a web page (HTML) that was saved in place of the file', text('<!doctype  HTML PUBLIC "-//W3C//DTD">')],
  ['a web page (HTML) that was saved in place of the file', utf16('<html>')],
  ['a pointer of Git LFS in place of the file', text('version https://git-lfs.github.com/spec/v1\noid sha256:4d7a')],
  ['an SVG drawing', text('<?xml version="1.0"?>\n<!-- made by hand -->\n<svg xmlns="x">')],
  ['an SVG drawing', text('<svg width="3">')],
  ['an XML text', text('<?xml version="1.0"?><annotation>')],
  ['a JSON text', text('{"images": []}')],
  ['a JSON text', text('[\n  {')],
  ['a PNG image', latin('\x89PNG\r\n\x1a\n')],
  ['a JPEG image', latin('\xff\xd8\xff\xe0')],
  ['a TIFF image', latin('II*\0')],
  ['a TIFF image', latin('MM\0*')],
  ['a HEIC image', isoMedia('heic\0\0\0\0mif1heic')],
  ['a HEIC image', isoMedia('mif1\0\0\0\0mif1heix')],
  ['an AVIF image', isoMedia('avif\0\0\0\0mif1miaf')],
  ['a video (MP4 or QuickTime)', isoMedia('isom\0\0\x02\0isommp41')],
  ['a PDF document', text('%PDF-1.7')],
  ['an HDF5 file', latin('\x89HDF\r\n\x1a\n')],
];

describe('kinds of files', () => {
  it.each(kinds)('%s', (name, start) => {
    expect(fileKindOf(start)?.name).toBe(name);
  });

  it.each(['hello', '0 0.5 0.5 0.1 0.1', 'train: images/train', '(a)', '\x80\x02}q\0', 'ustar'])(
    'says nothing of %j',
    (start) => {
      expect(fileKindOf(latin(start))).toBeNull();
    },
  );

  it.each(kinds)('a zip file that is %s says so', async (name, start) => {
    const more = start.length < 700 && start.length > 0 ? 2000 : 0;
    const file = concatBytes([start, new Uint8Array(more).fill(32)]);
    await expect(openZipArchive(byteSourceOf(file), anyArchive)).rejects.toMatchObject({
      name: 'CodedError',
      message: `the file is no zip file, but ${name}`,
    });
  });

  it('a download that broke off, and what nobody knows', async () => {
    const zip = writeZip([{ path: 'a', bytes: text('a'.repeat(99)), pack: 'stored' }]);
    await expect(openZipArchive(byteSourceOf(zip.slice(0, 100)), anyArchive)).rejects.toMatchObject({
      code: 'truncated',
      message: 'the zip file breaks off before the list of its files, which stands at its end',
    });
    await expect(openZipArchive(byteSourceOf(text('hello')), anyArchive)).rejects.toMatchObject({
      code: 'invalid-header',
      message: 'the file is no zip file: the list of files, which stands at the end of one, is missing',
    });
  });
});
