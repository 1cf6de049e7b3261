import { test } from 'vitest';
import * as tf from '@tensorflow/tfjs-core';
import { sumMiddle } from './sum-middle';
import { describeOnBackends, expectClose, testValues } from './testing';

await describeOnBackends(['cpu', 'wasm', 'webgpu'], 'sumMiddle', () => {
  test('adds what lies between the first and the last axis', async () => {
    await expectClose(
      sumMiddle(tf.tensor3d([1, 2, 3, 4, 10, 20, 30, 40], [2, 2, 2])),
      tf.tensor3d([[[4, 6]], [[40, 60]]]),
    );
    const x = testValues([3, 5, 8], 1) as tf.Tensor3D;
    await expectClose(sumMiddle(x), tf.addN(tf.split(x, 5, 1)));
  });
});
