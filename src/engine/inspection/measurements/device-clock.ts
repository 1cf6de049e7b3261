import * as tf from '@tensorflow/tfjs-core';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';

/** The backend's own members that its types keep private. */
interface OpenBackend {
  readonly device: GPUDevice;
  readonly commandEncoder: GPUCommandEncoder | null;
  endComputePassEncoder(): void;
  submitQueue(): void;
  runWebGPUProgram: WebGPUBackend['runWebGPUProgram'];
}

/** The running webgpu backend, or null where another one runs. */
function openBackend(): OpenBackend | null {
  return tf.getBackend() === 'webgpu' ? (tf.backend() as unknown as OpenBackend) : null;
}

/** The device of the running backend, or null where it has none. */
export function runningDevice(): GPUDevice | null {
  return openBackend()?.device ?? null;
}

/** Submits what tfjs has recorded; only then does it use the buffers of disposed tensors again. */
export function submitRecorded(): void {
  const backend = openBackend();
  if (backend === null) return;
  backend.endComputePassEncoder();
  if (backend.commandEncoder) backend.submitQueue();
}

/** Submits what tfjs has recorded and waits until the device has done it; on a CPU that is at once. */
export async function deviceDone(): Promise<void> {
  submitRecorded();
  await runningDevice()?.queue.onSubmittedWorkDone();
}

/** Dispatches that the work asks of the device; 0 on a backend without one. */
export async function countDispatches(work: () => Promise<void>): Promise<number> {
  const backend = openBackend();
  if (backend === null) {
    await work();
    return 0;
  }
  let count = 0;
  const former = backend.runWebGPUProgram;
  backend.runWebGPUProgram = function counted(...call) {
    count++;
    return former.apply(this as unknown as WebGPUBackend, call);
  };
  try {
    await work();
  } finally {
    backend.runWebGPUProgram = former;
  }
  return count;
}
