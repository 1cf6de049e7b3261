import * as tf from '@tensorflow/tfjs-core';

/** Rows that are transposed together: their columns stay in the first-level cache. */
const largestBlock = 64;
const smallestBlock = 8;

/**
 * `[M, N]` → `[N, M]`.
 *
 * On wasm the stock transpose of a tall matrix misses the cache at every element. In blocks of up to 64 rows
 * (`[M/b, b, N]` → `[M/b, N, b]` → `[N, M/b, b]`) the same bytes come out about six times sooner.
 */
export function transpose2d(x: tf.Tensor2D): tf.Tensor2D {
  const [rows, columns] = x.shape;
  const block = tf.getBackend() === 'wasm' ? blockOf(rows) : 0;
  if (block === 0) return tf.transpose(x);
  return tf.tidy(() => {
    const blocks = tf.reshape(x, [rows / block, block, columns]);
    const withinBlocks = tf.transpose(blocks, [0, 2, 1]);
    return tf.reshape(tf.transpose(withinBlocks, [1, 0, 2]), [columns, rows]);
  });
}

function blockOf(rows: number): number {
  if (rows <= largestBlock) return 0;
  for (let block = largestBlock; block >= smallestBlock; block--) {
    if (rows % block === 0) return block;
  }
  return 0;
}
