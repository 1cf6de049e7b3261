/** Reading and writing safetensors files; nothing but the header is read before a tensor is asked for. */
import { CodedError } from '../../errors/coded-error';
import { wellFormedJson } from '../text/well-formed-json';
import { byteSourceOf, type ByteSource } from '../byte-source';
import { lengthBytes, parseSafetensorsHeader, safetensorsJsonLength, type TensorInfo } from './safetensors-header';
import {
  decodeTensorData,
  dtypeBytes,
  elementCount,
  encodeTensorData,
  toFloat32,
  type TensorData,
  type TensorDtype,
} from '../tensor-data';

/** An open file. */
export interface SafetensorsFile {
  /** `__metadata__`. */
  readonly metadata: ReadonlyMap<string, string>;
  /** By name, in the order of the header. */
  readonly tensors: ReadonlyMap<string, StoredTensor>;
  /** The tensor of that name. @throws FormatError where there is none. */
  get(name: string): StoredTensor;
}

/** A tensor that is read when asked for. */
export interface StoredTensor extends TensorInfo {
  /** Its elements, row-major; half types as float32. A new array on each call. */
  read(): Promise<TensorData>;
  /** Its elements as float32, whatever their type. */
  readFloat32(): Promise<Float32Array>;
}

/** A tensor to write. */
export interface WritableTensor {
  readonly name: string;
  /** Float32Array for F32, F16 (rounded to nearest even) and BF16, Int32Array for I32, BigInt64Array for I64, Uint8Array for U8. */
  readonly dtype: TensorDtype;
  readonly shape: readonly number[];
  /** Row-major. */
  readonly data: TensorData;
}

/** Opens a file: reads and checks its header. @throws FormatError where the header is wrong in any way. */
export async function openSafetensors(file: ByteSource | Uint8Array): Promise<SafetensorsFile> {
  const source = file instanceof Uint8Array ? byteSourceOf(file) : file;
  const length = safetensorsJsonLength(await source.read(0, Math.min(lengthBytes, source.size)), source.size);
  const json = await source.read(lengthBytes, lengthBytes + length);
  const header = parseSafetensorsHeader(json, source.size);
  const tensors = new Map([...header.tensors].map(([name, info]) => [name, storedTensor(source, info)]));
  const get = (name: string): StoredTensor => {
    const tensor = tensors.get(name);
    if (tensor !== undefined) return tensor;
    throw new CodedError(
      'missing-tensor',
      `the file has no tensor "${name}"`,
      'It probably holds another kind of model.',
    );
  };
  return { metadata: header.metadata, tensors, get };
}

/**
 * A file with these tensors, wider element types first (so that all data is aligned), then by name: the same content gives the same bytes.
 * @throws RangeError for a name that occurs twice or data that does not fit its shape; TypeError for data of another kind than its dtype.
 */
export function writeSafetensors(
  tensors: readonly WritableTensor[],
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array<ArrayBuffer> {
  const sorted = [...tensors].sort((a, b) => dtypeBytes[b.dtype] - dtypeBytes[a.dtype] || (a.name < b.name ? -1 : 1));
  const entries: [string, unknown][] = [['__metadata__', metadata]];
  const names = new Set(['__metadata__']);
  const parts: Uint8Array[] = [];
  let offset = 0;
  for (const { name, dtype, shape, data } of sorted) {
    if (data.length !== elementCount(shape)) {
      throw new RangeError(`tensor "${name}" has ${data.length} elements, but its shape is [${shape.join(', ')}]`);
    }
    if (names.has(name)) throw new RangeError(`"${name}" cannot be the name of one more tensor`);
    names.add(name);
    const bytes = encodeTensorData(data, dtype);
    entries.push([name, { dtype, shape, data_offsets: [offset, offset + bytes.length] }]);
    parts.push(bytes);
    offset += bytes.length;
  }
  const json = new TextEncoder().encode(wellFormedJson(Object.fromEntries(entries)));
  const paddedLength = Math.ceil(json.length / 8) * 8;
  const file = new Uint8Array(lengthBytes + paddedLength + offset);
  new DataView(file.buffer).setBigUint64(0, BigInt(paddedLength), true);
  file.fill(0x20, lengthBytes, lengthBytes + paddedLength);
  file.set(json, lengthBytes);
  let at = lengthBytes + paddedLength;
  for (const part of parts) {
    file.set(part, at);
    at += part.length;
  }
  return file;
}

function storedTensor(source: ByteSource, info: TensorInfo): StoredTensor {
  const read = async (): Promise<TensorData> => {
    const bytes = await source.read(info.start, info.end);
    if (bytes.length !== info.end - info.start) {
      throw new CodedError(
        'truncated',
        `tensor "${info.name}" ends before its last byte`,
        'The file changed while it was read: open it again.',
      );
    }
    return decodeTensorData(bytes, info.dtype);
  };
  return { ...info, read, readFloat32: async () => toFloat32(await read()) };
}
