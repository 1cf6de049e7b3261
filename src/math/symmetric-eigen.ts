/** Eigenvalues in falling order, with their unit eigenvectors. */
export interface Eigen {
  readonly values: Float64Array;
  /** One `[N]` for each value. */
  readonly vectors: readonly Float64Array[];
}

/** A symmetric matrix brought to three diagonals: `diagonal` [N] and `beside` [N], of which the first is 0; `rows` [N][N] is the turn that did it. */
interface Tridiagonal {
  readonly rows: readonly Float64Array[];
  readonly diagonal: Float64Array;
  readonly beside: Float64Array;
}

/**
 * All eigenvalues and eigenvectors of a symmetric matrix: Householder reflections to three diagonals, then implicit QL steps
 * (EISPACK `tred2` and `tql2`, in the arrangement of JAMA's `EigenvalueDecomposition`).
 *
 * @param matrix `[N, N]`, row by row
 */
export function symmetricEigen(matrix: ArrayLike<number>, size: number): Eigen {
  const rows = Array.from({ length: size }, (_, i) =>
    Float64Array.from({ length: size }, (__, k) => matrix[i * size + k]!),
  );
  const form = tridiagonal(rows);
  diagonalise(form);
  const { diagonal } = form;
  const order = Array.from(diagonal, (_, i) => i).sort((i, k) => diagonal[k]! - diagonal[i]!);
  return {
    values: Float64Array.from(order, (i) => diagonal[i]!),
    vectors: order.map((i) => Float64Array.from(rows, (row) => row[i]!)),
  };
}

/** @param v the matrix; holds the turn afterwards */
function tridiagonal(v: readonly Float64Array[]): Tridiagonal {
  const n = v.length;
  const d = Float64Array.from({ length: n }, (_, k) => v[n - 1]![k]!);
  const e = new Float64Array(n);
  for (let i = n - 1; i > 0; i--) {
    const scale = sumBelow(i, (k) => Math.abs(d[k]!));
    let h = 0;
    if (scale === 0) {
      e[i] = d[i - 1]!;
      for (let k = 0; k < i; k++) {
        d[k] = v[i - 1]![k]!;
        v[i]![k] = v[k]![i] = 0;
      }
    } else {
      for (let k = 0; k < i; k++) {
        d[k]! /= scale;
        h += d[k]! ** 2;
      }
      const f = d[i - 1]!;
      const g = f > 0 ? -Math.sqrt(h) : Math.sqrt(h);
      e[i] = scale * g;
      h -= f * g;
      d[i - 1] = f - g;
      reflect(v, d, e, i, h);
    }
    d[i] = h;
  }
  for (let i = 0; i < n - 1; i++) {
    v[n - 1]![i] = v[i]![i]!;
    v[i]![i] = 1;
    const h = d[i + 1]!;
    if (h !== 0) {
      for (let k = 0; k <= i; k++) d[k] = v[k]![i + 1]! / h;
      for (let j = 0; j <= i; j++) {
        const g = sumBelow(i + 1, (k) => v[k]![i + 1]! * v[k]![j]!);
        for (let k = 0; k <= i; k++) v[k]![j]! -= g * d[k]!;
      }
    }
    for (let k = 0; k <= i; k++) v[k]![i + 1] = 0;
  }
  for (let k = 0; k < n; k++) {
    d[k] = v[n - 1]![k]!;
    v[n - 1]![k] = 0;
  }
  if (n > 0) v[n - 1]![n - 1] = 1;
  e[0] = 0;
  return { rows: v, diagonal: d, beside: e };
}

/** Applies the Householder reflection of `d` to the first `i` rows and columns. */
function reflect(v: readonly Float64Array[], d: Float64Array, e: Float64Array, i: number, h: number): void {
  e.fill(0, 0, i);
  for (let j = 0; j < i; j++) {
    const f = d[j]!;
    v[j]![i] = f;
    let g = e[j]! + v[j]![j]! * f;
    for (let k = j + 1; k < i; k++) {
      g += v[k]![j]! * d[k]!;
      e[k]! += v[k]![j]! * f;
    }
    e[j] = g;
  }
  let f = 0;
  for (let j = 0; j < i; j++) {
    e[j]! /= h;
    f += e[j]! * d[j]!;
  }
  for (let j = 0; j < i; j++) e[j]! -= (f / (h + h)) * d[j]!;
  for (let j = 0; j < i; j++) {
    for (let k = j; k < i; k++) v[k]![j]! -= d[j]! * e[k]! + e[j]! * d[k]!;
    d[j] = v[i - 1]![j]!;
    v[i]![j] = 0;
  }
}

/** Implicit QL steps until nothing is left beside the diagonal; turns `rows` along. */
function diagonalise({ rows: v, diagonal: d, beside: e }: Tridiagonal): void {
  const n = v.length;
  e.copyWithin(0, 1);
  if (n > 0) e[n - 1] = 0;
  let f = 0;
  let largest = 0;
  for (let l = 0; l < n; l++) {
    largest = Math.max(largest, Math.abs(d[l]!) + Math.abs(e[l]!));
    const negligible = Number.EPSILON * largest;
    let m = l;
    while (m < n - 1 && Math.abs(e[m]!) > negligible) m++;
    if (m > l) {
      do f += qlStep(v, d, e, l, m);
      while (Math.abs(e[l]!) > negligible);
    }
    d[l]! += f;
    e[l] = 0;
  }
}

/** One implicit QL step on the block from l to m. @returns the shift that was subtracted from the rest of the diagonal */
function qlStep(v: readonly Float64Array[], d: Float64Array, e: Float64Array, l: number, m: number): number {
  let g = d[l]!;
  let p = (d[l + 1]! - g) / (2 * e[l]!);
  let r = p < 0 ? -Math.hypot(p, 1) : Math.hypot(p, 1);
  d[l] = e[l]! / (p + r);
  d[l + 1] = e[l]! * (p + r);
  const next = d[l + 1]!;
  const shift = g - d[l]!;
  for (let i = l + 2; i < d.length; i++) d[i]! -= shift;
  p = d[m]!;
  let [c, c2, c3] = [1, 1, 1];
  const beside = e[l + 1]!;
  let [s, s2] = [0, 0];
  for (let i = m - 1; i >= l; i--) {
    c3 = c2;
    c2 = c;
    s2 = s;
    g = c * e[i]!;
    const h = c * p;
    r = Math.hypot(p, e[i]!);
    e[i + 1] = s * r;
    s = e[i]! / r;
    c = p / r;
    p = c * d[i]! - s * g;
    d[i + 1] = h + s * (c * g + s * d[i]!);
    for (const row of v) {
      const far = row[i + 1]!;
      row[i + 1] = s * row[i]! + c * far;
      row[i] = c * row[i]! - s * far;
    }
  }
  p = (-s * s2 * c3 * beside * e[l]!) / next;
  e[l] = s * p;
  d[l] = c * p;
  return shift;
}

function sumBelow(count: number, value: (k: number) => number): number {
  let sum = 0;
  for (let k = 0; k < count; k++) sum += value(k);
  return sum;
}
