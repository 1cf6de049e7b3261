import { expect, it } from 'vitest';
import { writeNpy } from './npy';

const latin = (bytes: Uint8Array) => Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');

it('writes the bytes that numpy.save writes', () => {
  // np.save(f, np.array([[1, -2.5], [0, 3]], '<f4')), numpy 2.4.6.
  const header = `{'descr': '<f4', 'fortran_order': False, 'shape': (2, 2), }${' '.repeat(58)}\n`;
  const bytes = writeNpy([2, 2], Float32Array.of(1, -2.5, 0, 3));
  expect(latin(bytes.subarray(0, 10))).toBe('\x93NUMPY\x01\x00\x76\x00');
  expect(latin(bytes.subarray(10, 128))).toBe(header);
  expect([...bytes.subarray(128)]).toEqual([0, 0, 128, 63, 0, 0, 32, 192, 0, 0, 0, 0, 0, 0, 64, 64]);
});

it.each([
  [[], 1, '()'],
  [[3], 3, '(3,)'],
  [[0, 2], 0, '(0, 2)'],
  [[123456, 1, 1, 1], 123456, '(123456, 1, 1, 1)'],
])('writes the shape %j as a Python tuple, and aligns the data', (shape, elements, tuple) => {
  const bytes = writeNpy(shape, new Float32Array(elements));
  const headerEnd = bytes.length - elements * 4;
  expect(latin(bytes.subarray(0, headerEnd))).toContain(`'shape': ${tuple}, }`);
  expect(headerEnd % 64).toBe(0);
  expect(bytes[headerEnd - 1]).toBe(0x0a);
  expect(new DataView(bytes.buffer).getUint16(8, true)).toBe(headerEnd - 10);
});

it('refuses values that do not fill their shape', () => {
  expect(() => writeNpy([2, 2], new Float32Array(3))).toThrow('3 values for the shape [2, 2]');
});
