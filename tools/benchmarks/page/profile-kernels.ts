import * as tf from '@tensorflow/tfjs-core';
import type { KernelTime } from './side';

/**
 * Runs `work` with a clock around every kernel of the running backend. On wasm a kernel's time is its own; on webgpu a kernel only writes
 * commands, so there the count of calls is what matters.
 */
export async function profileKernels(work: () => Promise<unknown>): Promise<readonly KernelTime[]> {
  const backendName = tf.getBackend();
  const kernels = tf.getKernelsForBackend(backendName);
  const times = new Map<string, { calls: number; milliseconds: number }>();
  // Time of the kernels that the running one has called.
  const inner: number[] = [];
  for (const kernel of kernels) {
    replace({
      ...kernel,
      kernelFunc: (call) => {
        inner.push(0);
        const started = performance.now();
        const output = kernel.kernelFunc(call);
        const whole = performance.now() - started;
        const own = whole - inner.pop()!;
        if (inner.length > 0) inner[inner.length - 1]! += whole;
        const name = `${kernel.kernelName} ${shapesOf(call.inputs)}`;
        const { calls, milliseconds } = times.get(name) ?? { calls: 0, milliseconds: 0 };
        times.set(name, { calls: calls + 1, milliseconds: milliseconds + own });
        return output;
      },
    });
  }
  try {
    await work();
  } finally {
    kernels.forEach(replace);
  }
  return [...times].map(([kernel, time]) => ({ kernel, ...time })).toSorted((a, b) => b.milliseconds - a.milliseconds);
}

function replace(kernel: tf.KernelConfig): void {
  tf.unregisterKernel(kernel.kernelName, kernel.backendName);
  tf.registerKernel(kernel);
}

function shapesOf(inputs: tf.NamedTensorInfoMap): string {
  return Object.values(inputs)
    .flat()
    .map((info) => `[${info?.shape.join(',') ?? ''}]`)
    .slice(0, 3)
    .join(' ');
}
