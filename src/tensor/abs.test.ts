import * as tf from '@tensorflow/tfjs-core';
import { test } from 'vitest';
import { abs, sumAbs } from './abs';
import { describeOnBackends, expectClose } from './testing';

await describeOnBackends(['cpu', 'wasm', 'webgpu'], 'abs', () => {
  test('the gradient is the sign, and 0 at 0', async () => {
    const x = tf.tensor1d([-2, 0, 3]);
    await expectClose(abs(x), [2, 0, 3]);
    await expectClose(tf.grad((x1) => abs(x1))(x, tf.tensor1d([1, 5, 2])), [-1, 0, 2]);
    await expectClose(sumAbs(x), [5]);
    await expectClose(tf.grad((x1) => sumAbs(x1))(x), [-1, 0, 1]);
  });
});
