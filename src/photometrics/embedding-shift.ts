import { normalise } from '../math/vector';

/**
 * f_k, how a transform moves images in the embedding: the mean over images of unit(z(t x)) − unit(z(x)).
 * N images, D embedding.
 * @param transformed z(t x) of N images, `[D]` each, of any length
 * @param source z(x) of the same images in the same order
 * @throws RangeError where there are none, where the numbers differ, or an embedding has length 0
 */
export function embeddingShift(transformed: readonly Float32Array[], source: readonly Float32Array[]): Float32Array {
  if (transformed.length === 0 || transformed.length !== source.length)
    throw new RangeError(`${transformed.length} transformed images of ${source.length}`);
  const sum = new Float64Array(source[0]!.length);
  for (const [index, embedding] of transformed.entries()) {
    const after = normalise(embedding);
    const before = normalise(source[index]!);
    for (let d = 0; d < sum.length; d++) sum[d]! += after[d]! - before[d]!;
  }
  return Float32Array.from(sum, (value) => value / source.length);
}
