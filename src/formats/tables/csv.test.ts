import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { writeCsv } from './csv';
import { parseCsv } from './testing-csv';

it('writes curves', () => {
  expect(
    writeCsv(
      ['step', 'loss_total'],
      [
        [0, 0.1],
        [1, 1e-7],
      ],
    ),
  ).toBe('step,loss_total\n0,0.1\n1,1e-7\n');
  expect(writeCsv(['a,b'], [['say "x"']])).toBe('"a,b"\n"say ""x"""\n');
  expect(() => writeCsv(['a', 'b'], [[1]])).toThrow('row 1 has 1 cells, the header 2');
});

it.each<[string | number, string]>([
  ["=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"],
  ['=HYPERLINK("http://a","b")', '"\'=HYPERLINK(""http://a"",""b"")"'],
  ['+1+1', "'+1+1"],
  ['-1+1', "'-1+1"],
  ['- fog', "'- fog"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['\t=1', "'\t=1"],
  ['\r=1', '"\'\r=1"'],
  ['\n=1', '"\'\n=1"'],
  ['-0.5', '-0.5'],
  ['+3', '+3'],
  ['-1e-7', '-1e-7'],
  ['-.5', '-.5'],
  [-0.5, '-0.5'],
  [-Infinity, '-Infinity'],
  ['a=b', 'a=b'],
  ['dusk-rainy', 'dusk-rainy'],
  ['', ''],
])('a cell %j is %j, which no spreadsheet runs', (cell, written) => {
  expect(writeCsv(['a'], [[cell]])).toBe(`a\n${written}\n`);
});

it('reads what it wrote', () => {
  // A cell that begins with a line end gets an apostrophe.
  const cell = fc
    .string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', ' ', 'é') })
    .filter((text) => !/^[\r\n]/u.test(text));
  const table = fc.integer({ min: 2, max: 4 }).chain((columns) => {
    const row = fc.array(cell, { minLength: columns, maxLength: columns });
    return fc.record({ header: row, rows: fc.array(row, { maxLength: 4 }) });
  });
  fc.assert(
    fc.property(table, ({ header, rows }) => {
      expect(parseCsv(writeCsv(header, rows))).toEqual({ header, rows });
    }),
  );
});

it('reads Windows line ends, a byte order mark and a missing last line end', () => {
  expect(parseCsv('\uFEFFa,b\r\n1,2\r\n3,')).toEqual({
    header: ['a', 'b'],
    rows: [
      ['1', '2'],
      ['3', ''],
    ],
  });
  expect(parseCsv('')).toEqual({ header: [], rows: [] });
});

it.each([
  ['a,b\n1\n', 'row 1 has 1 cells, the header 2'],
  ['a\n"1', 'a quote in row 1 is not closed properly'],
  ['a\n"1"2', 'a quote in row 1 is not closed properly'],
])('refuses %j', (text, message) => {
  expect(() => parseCsv(text)).toThrow(message);
});
