import { CodedError } from '../../errors/coded-error';
import * as tf from '@tensorflow/tfjs-core';
import type { DeviceMemory } from './inspection';

/** What lives on the running backend now. */
export function deviceMemory(): DeviceMemory {
  const memory = tf.memory() as tf.MemoryInfo & { readonly numBytesAllocatedInGPU?: number };
  return {
    backend: tf.getBackend(),
    tensors: memory.numTensors,
    bytes: memory.numBytes,
    deviceBytes: memory.numBytesAllocatedInGPU ?? 0,
  };
}

/** Destroys the device, as a driver that crashes does. @throws EngineError `backend-unavailable` where none is in use */
export function loseDevice(): void {
  const { device } = tf.backend() as unknown as { readonly device?: GPUDevice };
  if (device === undefined) {
    throw new CodedError(
      'backend-unavailable',
      `The backend ${tf.getBackend()} has no GPU device that could be lost.`,
      'Choose the webgpu backend first.',
    );
  }
  device.destroy();
}
