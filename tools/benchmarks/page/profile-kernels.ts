import * as tf from '@tensorflow/tfjs-core';
import type { KernelTime } from './side';

/** Runs `work` once and tells which kernels took how long, longest first. */
export function profileKernels(work: () => Promise<unknown>): Promise<readonly KernelTime[]> {
  return tf.getBackend() === 'webgpu' ? byTimestamps(work) : byClock(work);
}

/** The GPU's own timestamps, one pass a kernel; a kernel of ours counts with the stock ones that it is made of. */
async function byTimestamps(work: () => Promise<unknown>): Promise<readonly KernelTime[]> {
  const { kernels } = await tf.profile(async () => {
    await work();
    return [];
  });
  const times = new Times();
  for (const { name, inputShapes, kernelTimeMs } of kernels) {
    const milliseconds = await kernelTimeMs;
    if (typeof milliseconds !== 'number') throw new Error(`The GPU gives no time for ${name}: ${milliseconds.error}.`);
    times.add(`${name} ${inputShapes.map(shapeText).join(' ')}`, milliseconds);
  }
  return times.sorted();
}

/** A clock around every kernel, which on wasm does all its work before it returns; the kernels inside another count for themselves. */
async function byClock(work: () => Promise<unknown>): Promise<readonly KernelTime[]> {
  const kernels = tf.getKernelsForBackend(tf.getBackend());
  const times = new Times();
  /** Time of the kernels that each running one has called. */
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
        const shapes = Object.values(call.inputs)
          .flat()
          .map((info) => shapeText(info?.shape ?? []));
        times.add(`${kernel.kernelName} ${shapes.join(' ')}`, own);
        return output;
      },
    });
  }
  try {
    await work();
  } finally {
    kernels.forEach(replace);
  }
  return times.sorted();
}

class Times {
  readonly #times = new Map<string, { calls: number; milliseconds: number }>();

  add(kernel: string, more: number): void {
    const { calls, milliseconds } = this.#times.get(kernel) ?? { calls: 0, milliseconds: 0 };
    this.#times.set(kernel, { calls: calls + 1, milliseconds: milliseconds + more });
  }

  sorted(): readonly KernelTime[] {
    return [...this.#times]
      .map(([kernel, time]) => ({ kernel, ...time }))
      .toSorted((a, b) => b.milliseconds - a.milliseconds);
  }
}

function replace(kernel: tf.KernelConfig): void {
  tf.unregisterKernel(kernel.kernelName, kernel.backendName);
  tf.registerKernel(kernel);
}

function shapeText(shape: readonly number[]): string {
  return `[${shape.join(',')}]`;
}
