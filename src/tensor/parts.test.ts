import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { gradientsOf } from './gradients';
import { interruptible, type Interruption, type Parts, runParts, runWithPauses } from './parts';
import { describeOnBackends } from './testing';

/** 1 + … + n, squared, one tensor a part. */
function* squareOfSum(n: number): Parts<tf.Tensor> {
  let sum: tf.Tensor = tf.zeros([1]);
  try {
    for (let i = 1; i <= n; i++) {
      if (i > 1) yield;
      const former = sum;
      sum = tf.tidy(() => tf.add(former, i));
      former.dispose();
    }
    return tf.square(sum);
  } finally {
    sum.dispose();
  }
}

/** Ends the work at the given call of one of its functions. */
function endingAt(place: keyof Interruption, call: number): Interruption & { readonly calls: () => number } {
  let calls = 0;
  const count = (at: keyof Interruption) => {
    if (at === place && ++calls === call) throw new Error('stop');
  };
  return { calls: () => calls, check: () => count('check'), pause: async () => count('pause') };
}

await describeOnBackends(['cpu', 'wasm'], 'work in parts', () => {
  it('gives the same with pauses and without', async () => {
    const interruption = endingAt('pause', Infinity);
    const [atOnce, paused] = [runParts(squareOfSum(4)), await runWithPauses(squareOfSum(4), interruption)];
    expect([await atOnce.data(), await paused.data()]).toEqual([Float32Array.of(100), Float32Array.of(100)]);
    expect(interruption.calls()).toBe(3);
    tf.dispose([atOnce, paused]);
  });

  it.each([
    ['pause', 1],
    ['pause', 3],
    ['check', 1],
    ['check', 4],
  ] as const)('ends at %s %i, and leaves no tensor', async (place, call) => {
    const before = tf.memory().numTensors;
    await expect(runWithPauses(squareOfSum(4), endingAt(place, call))).rejects.toThrow('stop');
    expect(tf.memory().numTensors).toBe(before);
  });

  it('ends a gradient before any of its kernels, and leaves no tensor and no check', () => {
    const x = tf.tensor1d([1, 2, 3]);
    const work = () => gradientsOf((y) => tf.exp(tf.square(y)), [x]);
    const counted = endingAt('check', Infinity);
    const [expected] = interruptible(counted, work);
    const before = tf.memory().numTensors;
    for (let kernel = 1; kernel <= counted.calls(); kernel++) {
      expect(() => interruptible(endingAt('check', kernel), work)).toThrow('stop');
      expect(tf.memory().numTensors, `kernel ${kernel}`).toBe(before);
    }
    const [again] = work();
    expect(again!.dataSync()).toEqual(expected!.dataSync());
    tf.dispose([x, expected!, again!]);
  });
});
