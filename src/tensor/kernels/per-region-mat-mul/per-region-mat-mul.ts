import * as tf from '@tensorflow/tfjs-core';
import { backendNames, requireInput, runStockKernel } from '../delegate';
import { hostValues, makeHostOutput } from '../host-memory';

const kernelName = 'PerRegionMatMul';

/** Which sides are transposed before the product; both at once is not needed. */
type Transposed = 'none' | 'left' | 'right';

/**
 * One product a region: `a[N, I, K]` · `b[N, K, J]` → `[N, I, J]`, or `b[N, J, K]` with `right`; differentiable in both.
 *
 * The stock batched product is a scalar loop on wasm as soon as its right side is batched. There each region is copied out, unless it is
 * small, and the fast plain product does the rest.
 */
export function matMulPerRegion(a: tf.Tensor3D, b: tf.Tensor3D, transposed: 'none' | 'right' = 'none'): tf.Tensor3D {
  return product(a, b, transposed);
}

function product(a: tf.Tensor3D, b: tf.Tensor3D, transposed: Transposed): tf.Tensor3D {
  const inner = [transposed === 'left' ? a.shape[1] : a.shape[2], transposed === 'right' ? b.shape[2] : b.shape[1]];
  if (a.shape[0] !== b.shape[0] || inner[0] !== inner[1])
    throw new Error(`matMulPerRegion: a is [${a.shape}] and b is [${b.shape}], transposed: ${transposed}.`);
  return tf.engine().runKernel(kernelName, { a, b }, { transposed });
}

tf.registerGradient({
  kernelName,
  inputsToSave: ['a', 'b'],
  gradFunc: (dy, saved, attrs) => {
    const [a, b] = saved as [tf.Tensor3D, tf.Tensor3D];
    const dY = dy as tf.Tensor3D;
    const { transposed } = attrs as unknown as { readonly transposed: Transposed };
    switch (transposed) {
      case 'none':
        return { a: () => product(dY, b, 'right'), b: () => product(a, dY, 'left') };
      case 'right':
        return { a: () => product(dY, b, 'none'), b: () => product(dY, a, 'left') };
      case 'left':
        return { a: () => product(b, dY, 'right'), b: () => product(a, dY, 'none') };
      default:
        return transposed satisfies never;
    }
  },
});

/** Multiply-adds of a region below which, on wasm, the start of a plain product costs more than the scalar loop. */
const smallestPlainProduct = 2 ** 18;

/** What a backend lends its kernels besides running others. */
interface Backend {
  disposeData(dataId: object): unknown;
}

type Values = ReturnType<typeof hostValues>;

function wasmProduct(a: tf.TensorInfo, b: tf.TensorInfo, transposed: Transposed, backend: Backend): tf.TensorInfo {
  const [regions = 0, rows = 0, columns = 0] = a.shape;
  const [, rightRows = 0, rightColumns = 0] = b.shape;
  const left: Matrix = { rows, columns, transposed: transposed === 'left' };
  const right: Matrix = { rows: rightRows, columns: rightColumns, transposed: transposed === 'right' };
  const work = rows * columns * (right.transposed ? rightRows : rightColumns);
  if (work < smallestPlainProduct) return stockProduct(a, b, transposed, backend, 'wasm');
  const [outputs, width] = [left.transposed ? columns : rows, right.transposed ? rightRows : rightColumns];
  const y = makeHostOutput('wasm', backend, [regions, outputs, width]).info;
  for (let region = 0; region < regions; region++) {
    const parts = [regionOf(a, region, left, backend), regionOf(b, region, right, backend)] as const;
    const part = stockProduct(parts[0], parts[1], 'none', backend, 'wasm');
    memory(backend, y).set(memory(backend, part), region * outputs * width);
    for (const { dataId } of [...parts, part]) backend.disposeData(dataId);
  }
  return y;
}

/** How the matrix of one region lies in its tensor. */
interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly transposed: boolean;
}

/** A region's matrix in a tensor of its own, `[1, …]`, as the product takes it. */
function regionOf(
  x: tf.TensorInfo,
  region: number,
  { rows, columns, transposed }: Matrix,
  backend: Backend,
): tf.TensorInfo {
  const shape = transposed ? [1, columns, rows] : [1, rows, columns];
  const copy = makeHostOutput('wasm', backend, shape).info;
  const from = memory(backend, x).subarray(region * rows * columns, (region + 1) * rows * columns);
  const to = memory(backend, copy);
  if (!transposed) {
    to.set(from);
    return copy;
  }
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) to[column * rows + row] = from[row * columns + column]!;
  return copy;
}

/** Taken anew after every new tensor, which may move the wasm heap. */
function memory(backend: Backend, info: tf.TensorInfo): Values {
  return hostValues('wasm', backend, info);
}

function stockProduct(
  a: tf.TensorInfo,
  b: tf.TensorInfo,
  transposed: Transposed,
  backend: Backend,
  backendName: string,
): tf.TensorInfo {
  return runStockKernel('BatchMatMul', backendName, {
    inputs: { a, b },
    backend,
    attrs: { transposeA: transposed === 'left', transposeB: transposed === 'right' },
  });
}

for (const backendName of backendNames) {
  if (tf.getKernel(kernelName, backendName)) tf.unregisterKernel(kernelName, backendName);
  tf.registerKernel({
    kernelName,
    backendName,
    kernelFunc: ({ inputs, attrs, backend: running }) => {
      const { transposed } = attrs as unknown as { readonly transposed: Transposed };
      const [a, b, backend] = [requireInput(inputs, 'a'), requireInput(inputs, 'b'), running as Backend];
      return backendName === 'wasm'
        ? wasmProduct(a, b, transposed, backend)
        : stockProduct(a, b, transposed, backend, backendName);
    },
  });
}
