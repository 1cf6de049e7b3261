import { activateBackend } from '../../../src/tensor/backend';
import type { Products } from '../../../src/tensor/kernels/products/products';
import { wasmAssets } from '../../../src/tensor/wasm-assets';

/** The first complaint of the GPU: a kernel that fails brings zeros and no exception. */
let fault: string | undefined;

/**
 * @param products what computes products on webgpu; by default what the playground takes there
 * @returns what runs, in words
 */
export async function startTensors(backend: 'wasm' | 'webgpu', products?: Products): Promise<string> {
  const { threads, adapter } = await activateBackend(backend, {
    wasmPaths: wasmAssets,
    ...(products ? { products } : {}),
    onGpuError: (message) => (fault ??= message),
  });
  return backend === 'wasm' ? `tfjs wasm, ${threads} threads` : `tfjs webgpu on ${adapter ?? 'no adapter'}`;
}

/** @throws Error when the GPU refused something, so that its time means nothing */
export function assertSound(): void {
  if (fault !== undefined) throw new Error(`The GPU refused a computation: ${fault}`);
}
