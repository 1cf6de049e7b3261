import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { compareValues } from './compare-values';
import type { KernelResult } from './inspection';
import type { Compute, KernelCheck } from './kernel-check';

/** Computes the same on `cpu` and on the running backend, and compares. A check that throws is a result, too, so that the others are run. */
export async function runKernelCheck(check: KernelCheck, compute: Compute): Promise<KernelResult> {
  const { name, tolerance } = check;
  try {
    const { actual, expected } = await compute(async () => {
      const backend = tf.getBackend();
      const before = tf.memory().numTensors;
      const results = { actual: await valuesOf(check), expected: await onCpu(backend, () => valuesOf(check)) };
      const left = tf.memory().numTensors - before;
      if (left > 0) throw new Error(`${left} tensors were left behind.`);
      return results;
    });
    let [worst, difference, values] = [0, 0, 0];
    for (const [index, array] of expected.entries()) {
      const compared = compareValues(actual[index]!, array, tolerance);
      worst = Math.max(worst, compared.worst);
      difference = Math.max(difference, compared.difference);
      values += array.length;
    }
    if (!Number.isFinite(worst)) throw new Error('There are values that are no finite numbers.');
    return { name, tolerance, worst, difference, values, error: null };
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    return { name, tolerance, worst: null, difference: null, values: 0, error: text };
  }
}

async function onCpu<T>(former: string, work: () => Promise<T>): Promise<T> {
  await tf.setBackend('cpu');
  try {
    return await work();
  } finally {
    await tf.setBackend(former);
  }
}

async function valuesOf({ compute }: KernelCheck): Promise<readonly ArrayLike<number>[]> {
  const results = tf.tidy(() => [...compute()]);
  try {
    const values: ArrayLike<number>[] = [];
    for (const result of results) values.push(await result.data());
    return values;
  } finally {
    tf.dispose(results);
  }
}
