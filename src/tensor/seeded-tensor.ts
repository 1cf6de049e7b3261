import * as tf from '@tensorflow/tfjs-core';

/** Deterministic values in (−1, 1), of no particular pattern: what kernels are checked and timed on. */
export function seededTensor(shape: readonly number[], seed: number): tf.Tensor {
  return tf.tensor(
    seededValues(
      shape.reduce((product, side) => product * side, 1),
      seed,
    ),
    [...shape],
  );
}

/** The same as plain numbers. */
export function seededValues(count: number, seed: number): Float32Array {
  let state = (seed * 2654435761 + 12345) >>> 0;
  return Float32Array.from({ length: count }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state >>> 8) / 2 ** 23 - 1;
  });
}
