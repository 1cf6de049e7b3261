import * as tf from '@tensorflow/tfjs-core';
import { test } from 'vitest';
import { softmaxCrossEntropy } from './softmax-cross-entropy';
import { describeOnBackends, expectClose, testValues } from './testing';

await describeOnBackends(['cpu', 'wasm', 'webgpu'], 'softmaxCrossEntropy', () => {
  test('value and gradient equal those of log softmax', async () => {
    const logits = tf.mul(testValues([6, 5], 1), 8) as tf.Tensor2D;
    const labels = tf.tensor1d([0, 4, 2, 2, 1, 3], 'int32');
    const composed = (x: tf.Tensor) =>
      tf.neg(tf.mean(tf.sum(tf.mul(tf.logSoftmax(x), tf.cast(tf.oneHot(labels, 5), 'float32')), 1)));
    const ours = (x: tf.Tensor) => softmaxCrossEntropy(x as tf.Tensor2D, labels);
    await expectClose(ours(logits), composed(logits));
    await expectClose(tf.grad(ours)(logits), tf.grad(composed)(logits));
  });

  test('equal logits give the logarithm of the number of classes; large ones do not overflow', async () => {
    const labels = tf.tensor1d([0], 'int32');
    await expectClose(softmaxCrossEntropy(tf.zeros([1, 6]), labels), [Math.log(6)]);
    await expectClose(softmaxCrossEntropy(tf.tensor2d([[1000, 0]]), labels), [0]);
  });

  test('no rows give 0', async () => {
    await expectClose(softmaxCrossEntropy(tf.zeros([0, 6]), tf.tensor1d([], 'int32')), [0]);
  });
});
