import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { avgPool2d } from './avg-pool';
import { describeOnBackends, expectClose, testValues } from './testing';

await describeOnBackends(['cpu', 'wasm', 'webgpu'], 'avgPool2d', () => {
  for (const [height, width, k] of [
    [6, 4, 2],
    [7, 5, 2],
    [6, 9, 3],
  ] as const) {
    test(`value and gradient equal the stock ones: ${height}×${width} by ${k}`, async () => {
      const x = testValues([2, height, width, 3], 1) as tf.Tensor4D;
      const stock = (x1: tf.Tensor) => tf.avgPool(x1 as tf.Tensor4D, k, k, 'valid');
      const dy = testValues([2, Math.floor(height / k), Math.floor(width / k), 3], 2);
      await expectClose(avgPool2d(x, k), stock(x));
      await expectClose(tf.grad((x1) => avgPool2d(x1 as tf.Tensor4D, k))(x, dy), tf.grad(stock)(x, dy));
    });
  }

  test('k = 1 is the identity', () => {
    const x = testValues([1, 2, 2, 1], 1) as tf.Tensor4D;
    expect(avgPool2d(x, 1)).toBe(x);
  });
});
