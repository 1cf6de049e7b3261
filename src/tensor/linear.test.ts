import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { linear, sumRows } from './linear';
import { describeOnBackends, expectClose, testValues } from './testing';

const tolerance = { relative: 1e-4, absolute: 1e-4 };

await describeOnBackends(['cpu', 'wasm', 'webgpu'], 'linear', () => {
  for (const [rows, inputs, outputs] of [
    [1, 3, 2],
    [7, 5, 4],
    [192, 16, 12],
  ] as const) {
    test(`value and gradients equal the stock ones at [${rows}, ${inputs}] · [${inputs}, ${outputs}]`, async () => {
      const x = testValues([rows, inputs], 1) as tf.Tensor2D;
      const w = testValues([inputs, outputs], 2) as tf.Tensor2D;
      const b = testValues([outputs], 3) as tf.Tensor1D;
      const dy = testValues([rows, outputs], 4) as tf.Tensor2D;
      const ours = tf.grads((...[x1, w1, b1]) => linear(x1 as tf.Tensor2D, w1 as tf.Tensor2D, b1 as tf.Tensor1D));
      const stock = tf.grads((...[x1, w1, b1]) =>
        tf.add(tf.matMul(x1 as tf.Tensor2D, w1 as tf.Tensor2D), b1 as tf.Tensor1D),
      );
      await expectClose(linear(x, w, b), tf.add(tf.matMul(x, w), b), tolerance);
      const expected = stock([x, w, b], dy);
      for (const [i, gradient] of ours([x, w, b], dy).entries()) await expectClose(gradient, expected[i]!, tolerance);
    });
  }

  test('without bias it is the plain product', async () => {
    const x = testValues([5, 3], 1) as tf.Tensor2D;
    const w = testValues([3, 2], 2) as tf.Tensor2D;
    await expectClose(linear(x, w), tf.matMul(x, w), tolerance);
    const dx = tf.grad((x1) => linear(x1 as tf.Tensor2D, w))(x);
    expect(dx.shape).toEqual([5, 3]);
  });

  test('sumRows is the sum over the first axis', async () => {
    const x = testValues([130, 6], 1) as tf.Tensor2D;
    await expectClose(sumRows(x), tf.sum(x, 0), tolerance);
  });

  test('refuses inner sizes that differ', () => {
    expect(() => linear(tf.zeros([2, 3]), tf.zeros([4, 2]))).toThrow('linear: x is [2,3] and w is [4,2].');
  });
});
