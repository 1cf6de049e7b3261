import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { describeOnBackends, expectClose, testValues } from '../../testing';
import { matMulPerRegion } from './per-region-mat-mul';

const tolerance = { relative: 1e-4, absolute: 1e-4 };

await describeOnBackends(['cpu', 'wasm', 'webgpu'], 'matMulPerRegion', () => {
  // Small regions run in one batched product, large ones in one each.
  const cases = (['none', 'right'] as const).flatMap((transposed) =>
    (
      [
        [8, 11, 6],
        [64, 90, 80],
      ] as const
    ).map((sizes) => ({ transposed, sizes })),
  );
  for (const { transposed, sizes } of cases) {
    const [I, K, J] = sizes;
    test(`value and gradients equal the stock ones at ${sizes.join('×')}, transposed: ${transposed}`, async () => {
      const a = testValues([5, I, K], 1) as tf.Tensor3D;
      const b = testValues(transposed === 'right' ? [5, J, K] : [5, K, J], 2) as tf.Tensor3D;
      const dy = testValues([5, I, J], 3);
      const stock = (x: tf.Tensor, y: tf.Tensor): tf.Tensor => tf.matMul(x, y, false, transposed === 'right');
      const ours = (x: tf.Tensor, y: tf.Tensor): tf.Tensor =>
        matMulPerRegion(x as tf.Tensor3D, y as tf.Tensor3D, transposed);
      await expectClose(ours(a, b), stock(a, b), tolerance);
      const expected = tf.grads(stock)([a, b], dy);
      for (const [i, gradient] of tf.grads(ours)([a, b], dy).entries())
        await expectClose(gradient, expected[i]!, tolerance);
    });
  }

  for (const transposed of ['none', 'right'] as const) {
    test(`second derivatives exist, transposed: ${transposed}`, async () => {
      const a = testValues([2, 3, 4], 1) as tf.Tensor3D;
      const b = testValues(transposed === 'right' ? [2, 5, 4] : [2, 4, 5], 2) as tf.Tensor3D;
      const once = (f: (x: tf.Tensor, y: tf.Tensor) => tf.Tensor) => (y: tf.Tensor) =>
        tf.sum(tf.square(tf.grad((x) => tf.sum(tf.square(f(x, y))))(a)));
      const stock = once((x, y) => tf.matMul(x, y, false, transposed === 'right'));
      const ours = once((x, y) => matMulPerRegion(x as tf.Tensor3D, y as tf.Tensor3D, transposed));
      await expectClose(tf.grad(ours)(b), tf.grad(stock)(b), { relative: 1e-3, absolute: 1e-2 });
    });
  }

  test('refuses other regions and inner sizes that differ', () => {
    const a = tf.zeros([2, 3, 4]) as tf.Tensor3D;
    expect(() => matMulPerRegion(a, tf.zeros([3, 4, 5]) as tf.Tensor3D)).toThrow('b is [3,4,5]');
    expect(() => matMulPerRegion(a, tf.zeros([2, 4, 5]) as tf.Tensor3D, 'right')).toThrow('transposed: right');
  });
});
