import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { afterEach, beforeAll, beforeEach, describe, expect } from 'vitest';
import { activateBackend } from './backend';
import type { BackendName } from './backend-status';
import { withGradient } from './custom-gradient';
import { useProducts } from './kernels/products/products';
import { findNodeGpu } from './node-gpu';

export { seededTensor as testValues } from './seeded-tensor';

/** Folder of the wasm binaries, for Node. */
const wasmBackend = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm');
export const nodeWasmPaths = join(dirname(wasmBackend), '/');

let gpuSearch: Promise<GPU | string> | undefined;
/** The webgpu backend that {@link describeOnBackends} has opened: as long as nobody opens another one, its shaders stay compiled. */
let gpuOfTests: tf.KernelBackend | null = null;

/** The WebGPU of Node on a software driver where there is one, or in words why there is none. Searched once a process. */
export function nodeGpu(): Promise<GPU | string> {
  return (gpuSearch ??= findNodeGpu('software'));
}

/** What runs on hardware; a test of direct products asks for them. */
const products = 'stock';

/**
 * Runs the same tests on several backends in Node. A test fails when it leaves tensors behind. webgpu is skipped, with
 * the reason in the title and on the console, where there is no adapter.
 */
export async function describeOnBackends(
  backends: readonly BackendName[],
  name: string,
  define: (backend: BackendName) => void,
): Promise<void> {
  for (const backend of backends) {
    const gpu = backend === 'webgpu' ? await nodeGpu() : undefined;
    const missing = typeof gpu === 'string';
    if (missing) process.stderr.write(`${name}: webgpu skipped, ${gpu}\n`);
    describe.skipIf(missing)(`${name} [${backend}${missing ? `: ${gpu}` : ''}]`, () => {
      let checkGrowth: (() => void) | undefined;
      beforeAll(async () => {
        if (backend === 'webgpu' && gpuOfTests !== null && tf.findBackend(backend) === gpuOfTests) {
          useProducts(products);
          return;
        }
        await activateBackend(backend, {
          wasmPaths: nodeWasmPaths,
          products,
          ...(gpu && !missing ? { gpu } : {}),
          onGpuError: failOnGpuError,
        });
        if (backend === 'webgpu') gpuOfTests = tf.findBackend(backend);
      }, 60_000);
      beforeEach(async () => {
        await tf.setBackend(backend);
        gpuErrors.length = 0;
        tf.engine().startScope();
        checkGrowth = expectNoTensorGrowth();
      });
      afterEach(() => {
        tf.engine().endScope();
        checkGrowth?.();
        expect(gpuErrors, 'uncaptured GPU errors').toEqual([]);
      });
      define(backend);
    });
  }
}

const gpuErrors: string[] = [];

function failOnGpuError(message: string): void {
  gpuErrors.push(message);
}

/** Remembers how many tensors live now; the returned check throws when there are more. */
function expectNoTensorGrowth(): () => void {
  const before = tf.memory().numTensors;
  return () => {
    const after = tf.memory().numTensors;
    if (after > before)
      throw new Error(`${after - before} tensors were left behind (${before} before, ${after} after).`);
  };
}

/** |actual − expected| ≤ absolute + relative · |expected|, element by element, and equal shapes. */
export async function expectClose(
  actual: tf.Tensor,
  expected: tf.Tensor | readonly number[] | Float32Array,
  tolerance: { readonly relative?: number; readonly absolute?: number } = {},
): Promise<void> {
  const { relative = 1e-5, absolute = 1e-5 } = tolerance;
  const actualValues = await actual.data();
  const expectedValues = expected instanceof tf.Tensor ? await expected.data() : expected;
  if (expected instanceof tf.Tensor) expect(actual.shape).toEqual(expected.shape);
  expect(actualValues.length).toBe(expectedValues.length);
  let worst = 0;
  let message = '';
  for (let i = 0; i < actualValues.length; i++) {
    const a = actualValues[i] ?? Number.NaN;
    const e = expectedValues[i] ?? Number.NaN;
    const excess = Math.abs(a - e) - absolute - relative * Math.abs(e);
    if (!(excess > worst) && !Number.isNaN(excess)) continue;
    worst = Math.max(worst, excess);
    message = `element ${i}: ${a}, expected ${e}`;
  }
  expect(message, 'largest difference').toBe('');
}

/** Fails as an allocation would. */
export function runOutOfMemory(): never {
  throw new Error('out of memory');
}

/** The same values, with a gradient that fails. */
export function failingBackward<T extends tf.Tensor>(x: T): T {
  return withGradient([x], () => ({ value: tf.clone(x), saved: [x], gradient: runOutOfMemory }));
}
