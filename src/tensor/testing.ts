import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { existsSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs-core';
import { afterEach, beforeAll, beforeEach, describe, expect } from 'vitest';
import { activateBackend } from './backend';
import type { BackendName } from './backend-status';
import { expectNoTensorGrowth } from './memory';

/** Folder of the wasm binaries, for Node. */
const wasmBackend = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm');
export const nodeWasmPaths = join(dirname(wasmBackend), '/');

/** Vulkan drivers that a machine without a GPU may have, fastest first. */
const vulkanDrivers = [
  '/usr/share/vulkan/icd.d/lvp_icd.x86_64.json',
  '/usr/share/vulkan/icd.d/lvp_icd.json',
  '/usr/lib/chromium/vk_swiftshader_icd.json',
];

let gpuSearch: Promise<GPU | string> | undefined;

/** The WebGPU of Node, or in words why there is none. Searched once a process. */
export function nodeGpu(): Promise<GPU | string> {
  return (gpuSearch ??= findNodeGpu());
}

async function findNodeGpu(): Promise<GPU | string> {
  const chosen = process.env['VK_ICD_FILENAMES'] ?? process.env['VK_DRIVER_FILES'];
  const drivers = chosen ? [chosen] : vulkanDrivers.filter((path) => existsSync(path));
  if (drivers.length === 0) {
    return `no Vulkan driver: VK_ICD_FILENAMES is unset and none of ${vulkanDrivers.join(', ')} exists`;
  }
  try {
    const { create, globals } = await import('webgpu');
    Object.assign(globalThis, globals);
    for (const driver of drivers) {
      process.env['VK_ICD_FILENAMES'] = driver;
      const gpu = create(['backend=vulkan']);
      if (!(await gpu.requestAdapter())) continue;
      // The tfjs backend refuses to be built where navigator.gpu is missing.
      Object.defineProperty(globalThis, 'navigator', { value: { gpu }, configurable: true });
      return gpu;
    }
    return `no adapter from ${drivers.join(', ')}`;
  } catch (error) {
    return `npm webgpu failed: ${String(error)}`;
  }
}

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
        await activateBackend(backend, {
          wasmPaths: nodeWasmPaths,
          ...(gpu && !missing ? { gpu } : {}),
          onGpuError: failOnGpuError,
        });
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

/** Deterministic values in (−1, 1), of no particular pattern, for test inputs. */
export function testValues(shape: readonly number[], seed: number): tf.Tensor {
  const size = shape.reduce((product, side) => product * side, 1);
  let state = (seed * 2654435761 + 12345) >>> 0;
  const values = Float32Array.from({ length: size }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state >>> 8) / 2 ** 23 - 1;
  });
  return tf.tensor(values, [...shape]);
}
