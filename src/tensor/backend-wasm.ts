import * as tf from '@tensorflow/tfjs-core';
import { guardWasmHeap, type WasmHeap } from './wasm-heap';

/** A folder (with a trailing slash) that holds the three binaries under their own names, or a URL for each name. */
export type WasmPaths = string | Readonly<Record<WasmBinary, string>>;

export type WasmBinary =
  | 'tfjs-backend-wasm.wasm'
  | 'tfjs-backend-wasm-simd.wasm'
  | 'tfjs-backend-wasm-threaded-simd.wasm';

/** Threads beyond this find no worker: the binary starts eight. */
const mostThreads = 8;

let configuredPaths: WasmPaths | undefined;

/** Whether wasm can run here, and with threads or not, in words. */
export function describeWasm(): { available: boolean; reason: string } {
  if (typeof WebAssembly === 'undefined') return { available: false, reason: 'This browser offers no WebAssembly.' };
  const threads = wantedThreads();
  if (threads > 1) return { available: true, reason: `WebAssembly with SIMD and ${threads} threads.` };
  return globalThis.crossOriginIsolated
    ? { available: true, reason: 'WebAssembly with SIMD, one thread: the machine reports one core.' }
    : { available: true, reason: 'WebAssembly with SIMD, one thread: the page is not cross-origin isolated.' };
}

/** The heap that is guarded; a second guard would count twice. */
let guarded: WasmHeap | undefined;

/**
 * Makes wasm the current backend and returns its number of threads. The paths count only before the first start.
 *
 * @param onHeapBroken the heap is unusable, and with it every tensor on it
 * @throws Error when the binary cannot be loaded.
 */
export async function activateWasm(
  paths: WasmPaths | undefined,
  onHeapBroken: (reason: string) => void = () => undefined,
): Promise<number> {
  const wasm = await import('@tensorflow/tfjs-backend-wasm');
  if (paths && !configuredPaths) {
    wasm.setWasmPaths(typeof paths === 'string' ? paths : { ...paths });
    configuredPaths = paths;
  }
  const threads = wantedThreads();
  if (threads > 1) {
    const { repairThreadScript } = await import('./wasm-threads');
    repairThreadScript();
    wasm.setThreadsCount(threads);
    await withReportedCores(2 * threads, () => tf.setBackend('wasm'));
  } else {
    await tf.setBackend('wasm');
  }
  const { wasm: heap } = tf.backend() as unknown as { readonly wasm: WasmHeap };
  if (heap !== guarded) guardWasmHeap(heap, onHeapBroken);
  guarded = heap;
  return threads > 1 ? wasm.getThreadsCount() : 1;
}

/** All of a small machine's logical cores, half of a large one's (the other half are hyperthreads: no more SIMD units). */
function wantedThreads(): number {
  if (!globalThis.crossOriginIsolated || typeof SharedArrayBuffer === 'undefined') return 1;
  const cores = globalThis.navigator.hardwareConcurrency;
  return Math.min(mostThreads, cores <= 4 ? cores : Math.ceil(cores / 2));
}

/** The binary never starts more threads than half of the reported cores, which on two cores is one. */
async function withReportedCores(cores: number, run: () => Promise<boolean>): Promise<void> {
  Object.defineProperty(navigator, 'hardwareConcurrency', { value: cores, configurable: true });
  try {
    await run();
  } finally {
    Reflect.deleteProperty(navigator, 'hardwareConcurrency');
  }
}
