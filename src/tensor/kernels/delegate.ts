import * as tf from '@tensorflow/tfjs-core';

/** A kernel name of this project under every backend that it runs on. */
export const backendNames = ['webgpu', 'wasm', 'cpu'] as const;

/** The same data under another shape of the same size. It owns nothing: never dispose it. */
export function viewAs(info: tf.TensorInfo, shape: number[]): tf.TensorInfo {
  return { dataId: info.dataId, shape, dtype: info.dtype };
}

/**
 * Runs a stock kernel from inside one of ours, on the same backend and without the tape.
 *
 * @throws Error when the backend has no such kernel, or when the kernel has several outputs.
 */
export function runStockKernel(
  kernelName: string,
  backendName: string,
  call: { inputs: Record<string, tf.TensorInfo>; backend: object; attrs: object },
): tf.TensorInfo {
  const kernel = tf.getKernel(kernelName, backendName);
  if (!kernel) throw new Error(`The ${backendName} backend has no kernel ${kernelName}.`);
  const output = kernel.kernelFunc({
    inputs: call.inputs,
    backend: call.backend,
    attrs: call.attrs as tf.NamedAttrMap,
  });
  if (Array.isArray(output)) throw new Error(`Kernel ${kernelName} has several outputs.`);
  return output;
}

/**
 * Registers one implementation, written in terms of stock kernels, for every backend. Idempotent under hot reload.
 * A folder of `kernels/` holds one kernel: its definition, a file a backend where they differ, and its test against a plain loop.
 *
 * @example
 * registerForEveryBackend('Twice', ({ inputs, backend, backendName }) => {
 *   const x = requireInput(inputs, 'x');
 *   return runStockKernel('Add', backendName, { inputs: { a: x, b: x }, backend, attrs: {} });
 * });
 */
export function registerForEveryBackend(
  kernelName: string,
  implementation: (call: {
    inputs: tf.NamedTensorInfoMap;
    attrs: tf.NamedAttrMap;
    backend: object;
    backendName: string;
  }) => tf.TensorInfo,
): void {
  for (const backendName of backendNames) {
    if (tf.getKernel(kernelName, backendName)) tf.unregisterKernel(kernelName, backendName);
    tf.registerKernel({
      kernelName,
      backendName,
      kernelFunc: ({ inputs, attrs, backend }) =>
        implementation({ inputs, attrs: attrs ?? {}, backend: backend as object, backendName }),
    });
  }
}

/** The input of that name. @throws Error when the caller left it out. */
export function requireInput(inputs: tf.NamedTensorInfoMap, name: string): tf.TensorInfo {
  const input = inputs[name];
  if (!input) throw new Error(`Kernel input "${name}" is missing.`);
  return input;
}
