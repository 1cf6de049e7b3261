import type * as tf from '@tensorflow/tfjs-core';

/** The parts of the wasm backend that give access to its memory without a copy. */
interface HeapBackend {
  makeOutput(shape: number[], dtype: tf.DataType): tf.TensorInfo;
  typedArrayFromHeap(info: tf.TensorInfo): Float32Array | Int32Array | Uint8Array;
}

/** The parts of the cpu backend that give access to its arrays. */
interface ArrayBackend {
  makeTensorInfo(shape: number[], dtype: tf.DataType, values: Float32Array): tf.TensorInfo;
  data: { get(dataId: object): { values: Float32Array | Int32Array } };
}

/** The backends whose memory JavaScript can touch. */
export const hostBackendNames = ['cpu', 'wasm'] as const;

/** A new float32 tensor of zeros and its memory, which the kernel fills. */
export function makeHostOutput(
  backendName: string,
  backend: object,
  shape: number[],
): { info: tf.TensorInfo; values: Float32Array } {
  if (backendName === 'wasm') {
    const heap = backend as HeapBackend;
    const info = heap.makeOutput(shape, 'float32');
    const values = heap.typedArrayFromHeap(info) as Float32Array;
    return { info, values: values.fill(0) };
  }
  const size = shape.reduce((product, side) => product * side, 1);
  const values = new Float32Array(size);
  return { info: (backend as ArrayBackend).makeTensorInfo(shape, 'float32', values), values };
}

/**
 * The memory of an input. Take it after the outputs are made: making one may move the wasm heap.
 */
export function hostValues(backendName: string, backend: object, info: tf.TensorInfo): Float32Array | Int32Array {
  if (backendName === 'wasm') return (backend as HeapBackend).typedArrayFromHeap(info) as Float32Array | Int32Array;
  return (backend as ArrayBackend).data.get(info.dataId).values;
}
