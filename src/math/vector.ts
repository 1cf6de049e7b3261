/** Vectors of equal length D, summed in double precision. */

/** Sum of the products. */
export function dot(a: Float32Array, b: Float32Array): number {
  requireSameLength(a, b);
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

/** Euclidean length. */
export function norm(a: Float32Array): number {
  return Math.sqrt(dot(a, a));
}

/** `a` with length 1. @throws RangeError where its length is 0 or not finite: it has no direction. */
export function normalise(a: Float32Array): Float32Array {
  const length = norm(a);
  if (!(length > 0 && length < Infinity)) throw new RangeError(`a vector of length ${length} has no direction`);
  return scale(a, 1 / length);
}

/** Cosine of the angle, -1 to 1; NaN where one vector is zero. */
export function cosine(a: Float32Array, b: Float32Array): number {
  return clippedCosine(dot(a, b), norm(a), norm(b));
}

/** Cosines of vectors with one after the other of others, as {@link cosine} has them; the lengths of the vectors are taken once. */
export function cosinesWith(vectors: readonly Float32Array[]): (other: Float32Array) => readonly number[] {
  const lengths = vectors.map(norm);
  return (other) => {
    const length = norm(other);
    return vectors.map((vector, at) => clippedCosine(dot(vector, other), lengths[at]!, length));
  };
}

function clippedCosine(product: number, lengthA: number, lengthB: number): number {
  return Math.max(-1, Math.min(1, product / (lengthA * lengthB)));
}

/** `a + b`. */
export function add(a: Float32Array, b: Float32Array): Float32Array {
  requireSameLength(a, b);
  return a.map((value, i) => value + b[i]!);
}

/** `a - b`. */
export function subtract(a: Float32Array, b: Float32Array): Float32Array {
  requireSameLength(a, b);
  return a.map((value, i) => value - b[i]!);
}

/** `factor · a`. */
export function scale(a: Float32Array, factor: number): Float32Array {
  return a.map((value) => value * factor);
}

function requireSameLength(a: Float32Array, b: Float32Array): void {
  if (a.length !== b.length) throw new RangeError(`vectors of ${a.length} and ${b.length} elements`);
}
