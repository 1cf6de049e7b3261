import { expect, it } from 'vitest';
import { byteSourceOf } from '../byte-source';
import { openTorchFile } from './torch-file';
import { writeTorchFile } from './torch-writer';

it('writes what the reader gives back', async () => {
  const values = Float32Array.of(1, -2.5, 3e-8, 4, 5, 6);
  const model = new Map([
    ['a.weight', { shape: [2, 3], data: values }],
    ['a.bias', { shape: [1], data: values.subarray(2, 3) }],
    ['scalar', { shape: [], data: Float32Array.of(7) }],
    ['empty', { shape: [0, 4], data: new Float32Array(0) }],
  ]);
  const file = writeTorchFile(
    new Map<string, typeof model | number | string>([
      ['model', model],
      ['iteration', 2 ** 40],
      ['über', 'ß'],
    ]),
  );
  const { root, tensors } = await openTorchFile(byteSourceOf(file));
  expect((root as Map<string, unknown>).get('iteration')).toBe(2 ** 40);
  expect((root as Map<string, unknown>).get('über')).toBe('ß');
  for (const [name, { shape, data }] of model) {
    expect(tensors.get(name)?.shape).toEqual(shape);
    expect(await tensors.get(name)?.readFloat32()).toEqual(Float32Array.from(data));
  }
});

it('refuses a number that is neither an integer nor said to be a float', () => {
  expect(() => writeTorchFile(new Map([['rate', 0.5]]))).toThrow('0.5 is no integer');
});
