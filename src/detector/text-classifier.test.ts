import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { describeOnBackends, expectClose } from '../tensor/testing';
import { predClassLogits } from './text-classifier';

await describeOnBackends(['cpu', 'wasm'], 'text classifier', () => {
  it('meets F20: scale 100, background last', async () => {
    const cosines = [0.02, -0.1, -0.1, -0.1, -0.1, -0.1, -0.1];
    // Region (1, 0) scaled by 3, class vectors at the wanted angles: their first coordinate is the cosine.
    const classes = tf.tensor2d(cosines.map((cosine) => [cosine, Math.sqrt(1 - cosine * cosine)]));
    const logits = predClassLogits(tf.tensor2d([[3, 0]]), classes, 100);
    expect(logits.shape).toEqual([1, 8]);
    const scores = await tf.softmax(logits).data();
    const e2 = Math.exp(2);
    expect(scores[0]).toBeCloseTo(e2 / (e2 + 1 + 6 * Math.exp(-10)), 5);
    expect(scores[0]).toBeCloseTo(0.880768, 5);
    expect(scores[7]).toBeCloseTo(1 / (e2 + 1 + 6 * Math.exp(-10)), 5);
  });

  it('keeps a region of zeros finite, with its gradient', async () => {
    const classes = tf.tensor2d([[1, 0]]);
    const gradient = tf.grad((x) => tf.sum(predClassLogits(x as tf.Tensor2D, classes, 100)))(tf.zeros([2, 2]));
    expect((await gradient.data()).every(Number.isFinite)).toBe(true);
    await expectClose(predClassLogits(tf.zeros([1, 2]), classes, 100), [0, 0]);
  });
});
