import { bfloat16ToFloat32, float16ToFloat32, float32ToBfloat16, float32ToFloat16 } from './float16';

/** Element types of stored tensors, in the words of safetensors. */
export type TensorDtype = 'F64' | 'F32' | 'F16' | 'BF16' | 'I64' | 'I32' | 'I16' | 'I8' | 'U8' | 'BOOL';

/** Elements in memory: half types are read as float32, truth values as bytes. */
export type TensorData = Float64Array | Float32Array | BigInt64Array | Int32Array | Int16Array | Int8Array | Uint8Array;

/** Bytes per element. */
export const dtypeBytes: Readonly<Record<TensorDtype, number>> = {
  F64: 8,
  F32: 4,
  F16: 2,
  BF16: 2,
  I64: 8,
  I32: 4,
  I16: 2,
  I8: 1,
  U8: 1,
  BOOL: 1,
};

/** Whether a text names an element type that is read here. */
export function isTensorDtype(text: unknown): text is TensorDtype {
  return typeof text === 'string' && Object.hasOwn(dtypeBytes, text);
}

/** Little-endian bytes to elements. Always a copy, so that neither alignment nor the life of the file matters. */
export function decodeTensorData(bytes: Uint8Array, dtype: TensorDtype): TensorData {
  // Not slice(): on Node's Buffer that is a view with the offset of its pool.
  const copy = new Uint8Array(bytes).buffer;
  switch (dtype) {
    case 'F64':
      return new Float64Array(copy);
    case 'F32':
      return new Float32Array(copy);
    case 'F16':
      return float16ToFloat32(new Uint16Array(copy));
    case 'BF16':
      return bfloat16ToFloat32(new Uint16Array(copy));
    case 'I32':
      return new Int32Array(copy);
    case 'I64':
      return new BigInt64Array(copy);
    case 'I16':
      return new Int16Array(copy);
    case 'I8':
      return new Int8Array(copy);
    case 'U8':
    case 'BOOL':
      return new Uint8Array(copy);
    default:
      return dtype satisfies never;
  }
}

/**
 * Elements to little-endian bytes; float32 is rounded to the half types, ties to even.
 * @throws TypeError where the array is of another kind than the element type.
 */
export function encodeTensorData(data: TensorData, dtype: TensorDtype): Uint8Array {
  if (data instanceof Float32Array) {
    if (dtype === 'F32') return bytesOf(data);
    if (dtype === 'F16') return bytesOf(float32ToFloat16(data));
    if (dtype === 'BF16') return bytesOf(float32ToBfloat16(data));
  }
  if (data instanceof Float64Array && dtype === 'F64') return bytesOf(data);
  if (data instanceof BigInt64Array && dtype === 'I64') return bytesOf(data);
  if (data instanceof Int32Array && dtype === 'I32') return bytesOf(data);
  if (data instanceof Int16Array && dtype === 'I16') return bytesOf(data);
  if (data instanceof Int8Array && dtype === 'I8') return bytesOf(data);
  if (data instanceof Uint8Array && (dtype === 'U8' || dtype === 'BOOL')) return data;
  throw new TypeError(`a ${data.constructor.name} cannot be stored as ${dtype}`);
}

/** Elements as float32, whatever their type; double precision and integers beyond 2^24 are rounded. */
export function toFloat32(data: TensorData): Float32Array {
  if (data instanceof Float32Array) return data;
  return Float32Array.from(data as ArrayLike<number | bigint>, Number);
}

/** Product of the sizes, 1 for a scalar. */
export function elementCount(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

function bytesOf(array: ArrayBufferView): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}
