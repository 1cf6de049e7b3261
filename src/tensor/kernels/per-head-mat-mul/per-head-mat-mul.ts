import * as tf from '@tensorflow/tfjs-core';
import { backendNames, requireInput, runStockKernel } from '../delegate';
import { hostValues, makeHostOutput } from '../host-memory';

const productKernel = 'PerHeadMatMul';
const weightGradientKernel = 'PerHeadMatMulWeightGradient';

/**
 * One product a head: `x[N, h, I]` · `w[h, I, O]` → `[N, h, O]`, differentiable in both; a gradient that nobody asks for is not computed.
 *
 * The stock batched product with a batched right side is a scalar loop on wasm, and its slices copy their whole input. There each head
 * is copied out, multiplied by the fast plain product and copied into its place.
 *
 * @param transposedW gives `[h, O, I]` where the caller keeps it, for weights that never change
 */
export function matMulPerHead(x: tf.Tensor3D, w: tf.Tensor3D, transposedW?: () => tf.Tensor3D): tf.Tensor3D {
  if (x.shape[1] !== w.shape[0] || x.shape[2] !== w.shape[1])
    throw new Error(`matMulPerHead: x is [${x.shape}] and w is [${w.shape}].`);
  const attributes: Attributes = { transposedW };
  return tf.engine().runKernel(productKernel, { x, w }, attributes as unknown as tf.NamedAttrMap);
}

interface Attributes {
  readonly transposedW: (() => tf.Tensor3D) | undefined;
}

tf.registerGradient({
  kernelName: productKernel,
  inputsToSave: ['x', 'w'],
  gradFunc: (dy, saved, attrs) => {
    const [x, w] = saved as [tf.Tensor3D, tf.Tensor3D];
    const { transposedW } = attrs as unknown as Attributes;
    return {
      x: () => matMulPerHead(dy as tf.Tensor3D, transposedW ? transposedW() : tf.transpose(w, [0, 2, 1])),
      w: () => tf.engine().runKernel(weightGradientKernel, { x, dy: dy as tf.Tensor }),
    };
  },
});

/** What a backend lends its kernels besides running others. */
interface Backend {
  disposeData(dataId: object): unknown;
}

type Product = (left: tf.TensorInfo, right: tf.TensorInfo, backend: Backend, backendName: string) => tf.TensorInfo;

/** y[n, h] = x[n, h] · w[h] by the batched product, on backends where that is fast. */
const stockProduct: Product = (x, w, backend, backendName) => {
  const stock = stockKernels(backend, backendName);
  const heads = stock.transpose(x, [1, 0, 2]);
  const product = stock.matMul(heads, w, false);
  const y = stock.transpose(product, [1, 0, 2]);
  release(backend, heads, product);
  return y;
};

/** dw[h] = Σ_n x[n, h]ᵀ dy[n, h] by the batched product. */
const stockWeightGradient: Product = (x, dy, backend, backendName) => {
  const stock = stockKernels(backend, backendName);
  const [left, right] = [stock.transpose(x, [1, 0, 2]), stock.transpose(dy, [1, 0, 2])];
  const dw = stock.matMul(left, right, true);
  release(backend, left, right);
  return dw;
};

const wasmProduct: Product = (x, w, backend) => {
  const [rows = 0, heads = 0, inputs = 0] = x.shape;
  const outputs = w.shape[2] ?? 0;
  const y = newTensor(backend, [rows, heads, outputs]);
  for (let head = 0; head < heads; head++) {
    const a = newTensor(backend, [1, rows, inputs]);
    const b = newTensor(backend, [1, inputs, outputs]);
    copyHead(memory(backend, x), memory(backend, a), { rows, heads, head, length: inputs });
    memory(backend, b).set(memory(backend, w).subarray(head * inputs * outputs, (head + 1) * inputs * outputs));
    const part = stockKernels(backend, 'wasm').matMul(a, b, false);
    const [from, to] = [memory(backend, part), memory(backend, y)];
    for (let n = 0; n < rows; n++) to.set(from.subarray(n * outputs, (n + 1) * outputs), (n * heads + head) * outputs);
    release(backend, a, b, part);
  }
  return y;
};

const wasmWeightGradient: Product = (x, dy, backend) => {
  const [rows = 0, heads = 0, inputs = 0] = x.shape;
  const outputs = dy.shape[2] ?? 0;
  const dw = newTensor(backend, [heads, inputs, outputs]);
  for (let head = 0; head < heads; head++) {
    const a = newTensor(backend, [1, inputs, rows]);
    const b = newTensor(backend, [1, rows, outputs]);
    const [from, to] = [memory(backend, x), memory(backend, a)];
    for (let n = 0; n < rows; n++) {
      const start = (n * heads + head) * inputs;
      for (let i = 0; i < inputs; i++) to[i * rows + n] = from[start + i] as number;
    }
    copyHead(memory(backend, dy), memory(backend, b), { rows, heads, head, length: outputs });
    const part = stockKernels(backend, 'wasm').matMul(a, b, false);
    memory(backend, dw).set(memory(backend, part), head * inputs * outputs);
    release(backend, a, b, part);
  }
  return dw;
};

/** Rows of one head: `x[N, h, length]` → `[N, length]`. */
function copyHead(
  from: Values,
  to: Values,
  at: { readonly rows: number; readonly heads: number; readonly head: number; readonly length: number },
): void {
  for (let n = 0; n < at.rows; n++) {
    const start = (n * at.heads + at.head) * at.length;
    to.set(from.subarray(start, start + at.length), n * at.length);
  }
}

type Values = ReturnType<typeof hostValues>;

/** Taken anew after every new tensor, which may move the wasm heap. */
function memory(backend: Backend, info: tf.TensorInfo): Values {
  return hostValues('wasm', backend, info);
}

function newTensor(backend: Backend, shape: number[]): tf.TensorInfo {
  return makeHostOutput('wasm', backend, shape).info;
}

function release(backend: Backend, ...infos: readonly tf.TensorInfo[]): void {
  for (const { dataId } of infos) backend.disposeData(dataId);
}

function stockKernels(
  backend: Backend,
  backendName: string,
): {
  transpose(x: tf.TensorInfo, perm: readonly number[]): tf.TensorInfo;
  matMul(a: tf.TensorInfo, b: tf.TensorInfo, transposeA: boolean): tf.TensorInfo;
} {
  return {
    transpose: (x, perm) => runStockKernel('Transpose', backendName, { inputs: { x }, backend, attrs: { perm } }),
    matMul: (a, b, transposeA) =>
      runStockKernel('BatchMatMul', backendName, {
        inputs: { a, b },
        backend,
        attrs: { transposeA, transposeB: false },
      }),
  };
}

for (const backendName of backendNames) {
  const onWasm = backendName === 'wasm';
  const register = (kernelName: string, names: readonly [string, string], product: Product): void => {
    if (tf.getKernel(kernelName, backendName)) tf.unregisterKernel(kernelName, backendName);
    tf.registerKernel({
      kernelName,
      backendName,
      kernelFunc: ({ inputs, backend }) =>
        product(requireInput(inputs, names[0]), requireInput(inputs, names[1]), backend as Backend, backendName),
    });
  };
  register(productKernel, ['x', 'w'], onWasm ? wasmProduct : stockProduct);
  register(weightGradientKernel, ['x', 'dy'], onWasm ? wasmWeightGradient : stockWeightGradient);
}
