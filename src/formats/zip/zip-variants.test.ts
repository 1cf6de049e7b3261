import { describe, expect, it } from 'vitest';
import { byteSourceOf } from '../byte-source';
import { concatBytes } from '../bytes';
import { crc32 } from './crc';
import { numbers, oddZip, unzip, type OddFile, type OddZip } from './testing-zip';
import { anyArchive, openZipArchive } from './zip-archive';

const latin = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));
const named = (name: OddFile['name'], content: OddFile['content'] = 'x', more: Partial<OddFile> = {}): OddFile => ({
  name,
  content,
  ...more,
});
const texts = async (file: Uint8Array) =>
  Object.fromEntries([...(await unzip(file))].map(([path, bytes]) => [path, new TextDecoder().decode(bytes)]));
const remarks = async (file: Uint8Array) =>
  (await openZipArchive(byteSourceOf(file), anyArchive)).remarks.map(({ kind, path }) => `${kind} ${path}`);
const unicodePath = (name: Uint8Array, path: string, sum = crc32(name), version = 1) => {
  const text = new TextEncoder().encode(path);
  return concatBytes([numbers([2, 0x7075], [2, 5 + text.length], [1, version], [4, sum]), text]);
};

describe('paths in zip files', () => {
  it.each([
    ['./Annotations/a.xml', 'Annotations/a.xml'],
    ['.\\a.xml', 'a.xml'],
    ['Annotations\\sub\\a.xml', 'Annotations/sub/a.xml'],
    ['mixed\\sub/a.xml', 'mixed/sub/a.xml'],
    ['/Annotations/a.xml', 'Annotations/a.xml'],
    ['//server/share/a.xml', 'server/share/a.xml'],
    ['\\\\server\\a.xml', 'server/a.xml'],
    ['C:\\data\\a.xml', 'data/a.xml'],
    ['c:/data/a.xml', 'data/a.xml'],
    ['a//b/./c.xml', 'a/b/c.xml'],
    ['2024-01-01 10:20:30.jpg', '2024-01-01 10:20:30.jpg'],
    ['cam:1/a.jpg', 'cam:1/a.jpg'],
    ['C:a.jpg', 'C:a.jpg'],
    ['a..b/..c.jpg', 'a..b/..c.jpg'],
    ['a.jpg\0.exe', 'a.jpg'],
    ['straße/雨夜.jpg', 'straße/雨夜.jpg'],
    ['cafe\u0301.jpg', 'cafe\u0301.jpg'],
  ])('%j is the file %j', async (name, path) => {
    const file = oddZip([named(name, 'right'), named('folder/'), named('folder\\'), named('./')]);
    expect(await texts(file)).toEqual({ [path]: 'right' });
    expect(await remarks(file)).toEqual([]);
  });

  it.each(['../evil', 'a/../../evil', '..\\evil', 'a/..', 'C:\\..\\evil', '/../evil', '..'])(
    'leaves out %j, by name, and keeps the rest',
    async (name) => {
      const file = oddZip([named(name), named('good', 'right')]);
      expect(await texts(file)).toEqual({ good: 'right' });
      expect(await remarks(file)).toEqual([`unsafe ${name}`]);
    },
  );

  it.each([
    ['twice', ['a.txt', 'a.txt']],
    ['as it is and from here', ['a.txt', './a.txt']],
    ['absolute and as it is', ['/a.txt', 'a.txt']],
    ['with both slashes', ['b/a.txt', 'b\\a.txt']],
    ['three times', ['a.txt', 'a.txt', 'a.txt']],
  ])('takes the last of a file that is there %s', async (_, names) => {
    const file = oddZip([...names.map((name, i) => named(name, `${i}`)), named('other')]);
    const path = names[0]!.replace(/^\//u, '');
    expect(await texts(file)).toEqual({ other: 'x', [path]: `${names.length - 1}` });
    expect(await remarks(file)).toEqual(names.slice(1).map(() => `double ${path}`));
  });
});

describe('names in zip files', () => {
  const gbk = Uint8Array.of(0xd3, 0xea, 0xd2, 0xb9);
  const cafe = latin('caf\x82');

  it.each<[string, OddFile, string, boolean]>([
    ['UTF-8 with its flag', named('é', '', { flags: 0x800 }), 'é', false],
    ['UTF-8 without it', named('é'), 'é', false],
    ['CP437', named(cafe), 'café', true],
    ['GBK, as Python reads it', named(gbk), '╙Ω╥╣', true],
    ['bytes that the flag calls UTF-8 and are not', named(gbk, '', { flags: 0x800 }), '╙Ω╥╣', true],
    ['all of CP437', named(Uint8Array.of(0x80, 0xe1, 0xff)), 'Çß\u00a0', true],
    ['the unicode path beside it', named(gbk, '', { extra: unicodePath(gbk, '雨夜') }), '雨夜', false],
    [
      'the unicode path behind another field',
      named(gbk, '', { extra: concatBytes([numbers([2, 0x5455], [2, 1], [1, 0]), unicodePath(gbk, '雨夜')]) }),
      '雨夜',
      false,
    ],
    ['a unicode path of another name', named(gbk, '', { extra: unicodePath(gbk, '雨夜', 1) }), '╙Ω╥╣', true],
    [
      'a unicode path of another version',
      named(cafe, '', { extra: unicodePath(cafe, 'x', crc32(cafe), 2) }),
      'café',
      true,
    ],
    ['a field that is cut', named(cafe, '', { extra: numbers([2, 0x7075], [2, 99], [1, 1]) }), 'café', true],
  ])('reads %s', async (_, file, path, guessed) => {
    const zip = oddZip([file]);
    expect([...(await unzip(zip)).keys()]).toEqual([path]);
    expect(await remarks(zip)).toEqual(guessed ? [`guessed ${path}`] : []);
  });
});

describe('makes of zip files', () => {
  const files = [named('a.txt', 'one '.repeat(500)), named('b.bin', 'two', { method: 0 })];
  const right = { 'a.txt': 'one '.repeat(500), 'b.bin': 'two' };
  const program = latin('#!/bin/sh\nexit 0\n');

  it.each<[string, OddZip]>([
    ['as usual', {}],
    ['behind a program', { prefix: program }],
    ['with a comment', { comment: latin('made by hand') }],
    ['with a comment that holds an end record', { comment: concatBytes([latin('PK\x05\x06'), new Uint8Array(30)]) }],
    ['before other bytes', { suffix: latin('\r\n') }],
    ['in the 64-bit form', { wide: true }],
    ['in the 64-bit form behind a program', { wide: true, prefix: program }],
    ['all at once', { wide: true, prefix: program, comment: latin('!'), suffix: latin('\0\0') }],
  ])('%s', async (_, options) => {
    expect(await texts(oddZip(files, options))).toEqual(right);
    const described = files.map((file) => ({ ...file, flags: 8 }));
    expect(await texts(oddZip(described, options))).toEqual(right);
  });

  it('behind a program whose places count it', async () => {
    const zip = oddZip(files);
    const view = new DataView(zip.buffer);
    const end = zip.length - 22;
    const start = view.getUint32(end + 16, true);
    view.setUint32(end + 16, start + program.length, true);
    for (let at = start; at < end; at += 46 + view.getUint16(at + 28, true))
      view.setUint32(at + 42, view.getUint32(at + 42, true) + program.length, true);
    expect(await texts(concatBytes([program, zip]))).toEqual(right);
  });

  it('of more files than a short end record counts', async () => {
    const many = oddZip(Array.from({ length: 65_540 }, (_, i) => named(`${i}`, '', { method: 0 })));
    const { entries } = await openZipArchive(byteSourceOf(many), anyArchive);
    expect([entries.size, [...entries.keys()].at(-1)]).toEqual([65_540, '65539']);
  });

  it.each<[string, Partial<OddFile>, string]>([
    ['a password', { flags: 1 }, 'is encrypted'],
    ['AES', { method: 99 }, 'is encrypted'],
    ['Deflate64', { method: 9 }, 'is packed by Deflate64'],
    ['bzip2', { method: 12 }, 'is packed by bzip2'],
    ['LZMA', { method: 14 }, 'is packed by LZMA'],
    ['Zstandard', { method: 93 }, 'is packed by Zstandard'],
    ['what nobody knows', { method: 77 }, 'is packed by method 77'],
  ])('lists a file with %s, and refuses to read it by name', async (_, more, words) => {
    const { entries, read } = await openZipArchive(byteSourceOf(oddZip([named('a', 'x', more), ...files])), anyArchive);
    expect(entries.size).toBe(3);
    await expect(read(entries.get('a')!, 10)).rejects.toMatchObject({
      code: 'unsupported-type',
      message: `"a" ${words}`,
    });
    expect(new TextDecoder().decode(await read(entries.get('b.bin')!, 10))).toBe('two');
  });

  it.each([0, 8])('lets others have their turn while a large file of method %i is unpacked', async (method) => {
    const size = 10_000_000;
    const zip = oddZip([named('zeros', new Uint8Array(size), { method })]);
    const { entries, read } = await openZipArchive(byteSourceOf(zip), anyArchive);
    let turns = 0;
    const timer = setInterval(() => turns++, 1);
    expect((await read(entries.get('zeros')!, size)).length).toBe(size);
    clearInterval(timer);
    expect(turns).toBeGreaterThan(0);
  });
});
