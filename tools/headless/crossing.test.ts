import { runInThisContext } from 'node:vm';
import { expect, test } from 'vitest';
import { pack, unpack } from './crossing';

test('typed arrays come over as they were, wherever they stand', () => {
  const value = {
    lists: [Float32Array.of(0.1, -0, Number.NaN, Infinity), Uint16Array.of(65535)],
    nested: { bytes: Uint8Array.from({ length: 100_000 }, (_, i) => i % 256), empty: new Float32Array(0) },
    text: '”\u2028',
    nothing: null,
  };
  expect(unpack(pack(value))).toEqual(value);
});

test('a view carries its own part of the buffer, and a Buffer is bytes', () => {
  const whole = Float32Array.of(1, 2, 3, 4);
  expect(unpack(pack([whole.subarray(1, 3), Buffer.from([7, 8])]))).toEqual([
    Float32Array.of(2, 3),
    Uint8Array.of(7, 8),
  ]);
});

test('both work from their source alone, as in the page', () => {
  const again = runInThisContext(`(value) => (${unpack.toString()})((${pack.toString()})(value))`) as (
    value: unknown,
  ) => unknown;
  expect(again({ values: Float32Array.of(1.5) })).toEqual({ values: Float32Array.of(1.5) });
});
