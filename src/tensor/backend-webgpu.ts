import * as tf from '@tensorflow/tfjs-core';
import { type Products, useProducts } from './kernels/products/products';

/** What the owner of the device wants to hear. tfjs itself hears neither. */
export interface GpuHooks {
  /** The device is gone, and with it every tensor that lived on it. Not called when the backend was replaced on purpose. */
  readonly onDeviceLost?: (reason: string) => void;
  /** A validation or memory error; the kernel concerned returned zeros without throwing. */
  readonly onGpuError?: (message: string) => void;
}

const optionalFeatures = ['shader-f16', 'subgroups', 'timestamp-query'] as const;

/** The stock backend asks for none of the storage buffer counts, which default to 8 a stage. */
const limits = [
  'maxComputeWorkgroupStorageSize',
  'maxComputeWorkgroupsPerDimension',
  'maxComputeWorkgroupSizeX',
  'maxComputeWorkgroupSizeY',
  'maxComputeWorkgroupSizeZ',
  'maxComputeInvocationsPerWorkgroup',
  'maxStorageBufferBindingSize',
  'maxStorageBuffersPerShaderStage',
  'maxBufferSize',
] as const;

let release: (() => void) | undefined;

/**
 * Opens a device on `adapter` and makes a new webgpu backend on it the current one; a former one is removed with all
 * its tensors.
 *
 * @param products what computes convolutions and matrix products
 *
 * @throws Error when the adapter refuses the device.
 */
export async function activateWebGpu(adapter: GPUAdapter, products: Products, hooks: GpuHooks): Promise<void> {
  const { WebGPUBackend } = await import('@tensorflow/tfjs-backend-webgpu');
  useProducts(products);
  const device = await adapter.requestDevice({
    requiredFeatures: optionalFeatures.filter((feature) => adapter.features.has(feature)) as GPUFeatureName[],
    requiredLimits: Object.fromEntries(limits.map((name) => [name, adapter.limits[name]])),
  });
  release?.();
  tf.removeBackend('webgpu');
  setFlags();

  let released = false;
  release = () => {
    released = true;
    device.destroy();
  };
  void device.lost.then((info) => {
    if (!released) hooks.onDeviceLost?.(`${info.reason}: ${info.message}`);
  });
  device.addEventListener('uncapturederror', (event) => hooks.onGpuError?.(event.error.message));

  tf.registerBackend('webgpu', () => new WebGPUBackend(device, adapter.info), 3);
  await tf.setBackend('webgpu');
}

function setFlags(): void {
  // Small tensors would otherwise be computed in JavaScript, with other rounding and without buffers.
  tf.env().set('WEBGPU_CPU_FORWARD', false);
  // The automatic choice may take split-K, whose atomics sum in another order every time.
  tf.env().set('WEBGPU_MATMUL_PROGRAM_TYPE', 3);
  // Fewer, larger submissions: a training step is hundreds of small dispatches.
  tf.env().set('WEBGPU_DEFERRED_SUBMIT_BATCH_SIZE', 64);
}
