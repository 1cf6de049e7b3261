import { expect, test } from 'vitest';
import { lightenIcu } from './lighten-icu';

/** ICU data of items with those names, each of eight bytes that are its place in the list, from 1. */
function icuData(names: readonly string[]): Buffer {
  const header = Buffer.alloc(32);
  header.writeUInt16LE(header.length, 0);
  header.set([0xda, 0x27], 2);
  header.write('CmnD', 12);
  const texts = names.map((name) => Buffer.from(`icudt78l/${name}\0`));
  const table = Buffer.alloc(4 + 8 * names.length);
  table.writeUInt32LE(names.length, 0);
  let nameAt = table.length;
  const firstItem = nameAt + texts.reduce((sum, text) => sum + text.length, 0);
  for (const [index, text] of texts.entries()) {
    table.writeUInt32LE(nameAt, 4 + 8 * index);
    table.writeUInt32LE(firstItem + 8 * index, 8 + 8 * index);
    nameAt += text.length;
  }
  return Buffer.concat([header, table, ...texts, ...names.map((_, index) => Buffer.alloc(8, index + 1))]);
}

test('what is unused is zero in its place, all else stays', () => {
  const names = [
    'brkitr/thaidict.dict',
    'brkitr/word.brk',
    'en.res',
    'ibm-37.cnv',
    'rbnf/en.res',
    'translit/el.res',
    'zu.res',
  ];
  const data = icuData(names);
  const program = Buffer.concat([Buffer.from('code CmnD code'), data, Buffer.from('more code')]);
  const lightened = Buffer.from(program);
  expect(lightenIcu(lightened)).toBe(24);
  const items = 8 * names.length;
  const before = program.length - items - 'more code'.length;
  expect(lightened.subarray(0, before)).toEqual(program.subarray(0, before));
  const firsts = names.map((_, index) => lightened[before + 8 * index]);
  expect(firsts).toEqual([0, 2, 3, 4, 0, 0, 7]);
  expect(lightened.subarray(-9).toString()).toBe('more code');
});

test('a program without such data stays as it is', () => {
  const program = Buffer.from('a program that says CmnD and no more');
  expect(lightenIcu(program)).toBe(0);
  expect(program.toString()).toBe('a program that says CmnD and no more');
});
