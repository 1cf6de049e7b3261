import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import { activateCpu } from './backend-cpu';
import { activateWasm, describeWasm, type WasmPaths } from './backend-wasm';
import { activateWebGpu, type GpuHooks } from './backend-webgpu';
import type { BackendChoice, BackendName, BackendOption, BackendStatus } from './backend-status';
import { findAdapter, type AdapterSearch } from './gpu-adapter';
import type { Products } from './kernels/products/products';

export type { BackendChoice, BackendName, BackendOption, BackendStatus } from './backend-status';

export interface BackendOptions extends GpuHooks {
  /** The wasm heap is broken, and with it every tensor on it. */
  readonly onHeapBroken?: (reason: string) => void;
  /** Where the wasm binaries are: a folder with a trailing slash, or a URL for each file. */
  readonly wasmPaths?: WasmPaths;
  /** `navigator.gpu` unless given. */
  readonly gpu?: GPU;
  /** What computes convolutions and matrix products on webgpu: unless given, direct products on a software adapter, else what `choice.ts` says. */
  readonly products?: Products;
}

/**
 * Starts a tfjs backend and makes it the current one. Call it again after a device loss, or to switch.
 *
 * `auto` takes webgpu on a hardware adapter and wasm otherwise; `cpu` runs only when asked for. An explicit `webgpu`
 * accepts a software adapter too.
 *
 * @throws Error when the explicit choice is not available, with the reason; nothing has changed then.
 */
export async function activateBackend(choice: BackendChoice, options: BackendOptions = {}): Promise<BackendStatus> {
  const search = await findAdapter(options.gpu ?? globalThis.navigator?.gpu);
  const choices = describeChoices(search);
  const { name, reason } = decide(choice, choices, search);
  try {
    return await start(name, reason, choices, search, options);
  } catch (error) {
    if (choice !== 'auto' || name !== 'webgpu') throw error;
    const fallback = `The GPU was found but did not start (${messageOf(error)}), so WebAssembly runs.`;
    return start('wasm', fallback, choices, search, options);
  }
}

async function start(
  name: BackendName,
  reason: string,
  choices: readonly BackendOption[],
  search: AdapterSearch,
  options: BackendOptions,
): Promise<BackendStatus> {
  let threads = 1;
  if (name === 'webgpu' && search.adapter)
    await activateWebGpu(search.adapter, options.products ?? (search.software ? 'direct' : 'chosen'), options);
  if (name === 'wasm') threads = await activateWasm(options.wasmPaths, options.onHeapBroken);
  if (name === 'cpu') await activateCpu();
  if (tf.getBackend() !== name) throw new Error(`The ${name} backend did not start.`);
  const software = name === 'webgpu' ? search.software : true;
  return { name, reason, adapter: search.description, software, threads, choices };
}

function describeChoices(search: AdapterSearch): readonly BackendOption[] {
  return [
    { name: 'webgpu', available: search.adapter !== null, reason: search.reason },
    { name: 'wasm', ...describeWasm() },
    { name: 'cpu', available: true, reason: 'Plain JavaScript: very slow, for comparison only.' },
  ];
}

function decide(
  choice: BackendChoice,
  choices: readonly BackendOption[],
  search: AdapterSearch,
): { name: BackendName; reason: string } {
  if (choice === 'auto') {
    return search.adapter && !search.software
      ? { name: 'webgpu', reason: search.reason }
      : { name: 'wasm', reason: `${search.reason} WebAssembly is faster here.` };
  }
  const option = choices.find((candidate) => candidate.name === choice);
  if (!option?.available) throw new Error(`The ${choice} backend is not available: ${option?.reason ?? 'unknown'}`);
  return { name: choice, reason: `Chosen by the user. ${option.reason}` };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
