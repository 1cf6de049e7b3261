import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseDecimal } from './number-text';

test.each([
  ['10', 10],
  [' 10 ', 10],
  ['\t10\r\n', 10],
  ['+10', 10],
  ['-10', -10],
  ['010', 10],
  ['0.5', 0.5],
  ['.5', 0.5],
  ['5.', 5],
  ['1e3', 1000],
  ['1E-3', 0.001],
  ['2.5e+2', 250],
  ['-0', -0],
  ['9007199254740993', 9007199254740992],
  ['1e-999', 0],
])('%j is a number', (text, value) => expect(parseDecimal(text)).toBe(value));

test.each(
  [
    '',
    ' ',
    '0x10',
    '0b1',
    '0o7',
    'Infinity',
    '-Infinity',
    'inf',
    'NaN',
    'nan',
    '1e999',
    '1,000',
    '0,5',
    '1_000',
    '12px',
  ].concat([
    '1 2',
    '1.2.3',
    '.',
    '-',
    '+',
    '--1',
    'e3',
    '.e3',
    '1e',
    '1e+',
    '1e1.5',
    '1n',
    'true',
    'null',
    '−1',
    '１',
    '10%',
  ]),
)('%j is no number', (text) => expect(parseDecimal(text)).toBeUndefined());

test('every finite number comes back from its own text', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
      expect(parseDecimal(String(value))).toBe(value === 0 ? 0 : value);
    }),
  );
});
