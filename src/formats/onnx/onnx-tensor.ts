/** TensorProto of ONNX (onnx.proto3; field numbers in `clip-weights.md` 3.3). */
import { CodedError } from '../../errors/coded-error';
import { bytesOf, fixedBytesOf, integerOf, integersOf, protobufFields, textOf } from './protobuf';
import {
  decodeTensorData,
  dtypeBytes,
  elementCount,
  toFloat32,
  type TensorData,
  type TensorDtype,
} from '../tensor-data';

/** Element types that are read; BOOL is read as U8 and F64 as float32. */
export type OnnxElementType = Exclude<TensorDtype, 'I16' | 'I8'>;

/** A tensor of the file, decoded when asked for. */
export interface OnnxTensor {
  readonly name: string;
  readonly elementType: OnnxElementType;
  readonly shape: readonly number[];
  /** Its elements, row-major, in a new array; half types and F64 as float32. */
  read(): TensorData;
  /** Its elements as float32, whatever their type. */
  readFloat32(): Float32Array;
}

/** Files beside the graph that hold tensors of it, by the names that it gives them. */
export type OnnxExternalFiles = ReadonlyMap<string, Uint8Array>;

const elementTypes: ReadonlyMap<number, OnnxElementType> = new Map([
  [1, 'F32'],
  [2, 'U8'],
  [6, 'I32'],
  [7, 'I64'],
  [9, 'BOOL'],
  [10, 'F16'],
  [11, 'F64'],
  [16, 'BF16'],
]);

const reExport = 'Export the model again, for instance with torch.onnx.export.';

/** The name of a TensorProto.DataType number, where it is one that is read here. */
export function onnxElementType(code: number): OnnxElementType | undefined {
  return elementTypes.get(code);
}

/**
 * Checks one TensorProto; its elements stay where they are until they are read.
 * @param files where data lies that is kept beside the graph
 * @throws FormatError for data kept in a file that is not there or does not fit, an element type that is not read here, and a length that does not fit the shape.
 */
export function parseOnnxTensor(message: Uint8Array, files?: OnnxExternalFiles): OnnxTensor {
  let name = '';
  let code = 0;
  let external = false;
  const entries = new Map<string, string>();
  let raw: Uint8Array | undefined;
  const dims: bigint[] = [];
  const integers: bigint[] = [];
  const floats: Uint8Array[] = [];
  const doubles: Uint8Array[] = [];
  for (const field of protobufFields(message)) {
    if (field.number === 1) for (const size of integersOf(field)) dims.push(size);
    else if (field.number === 2) code = integerOf(field);
    else if (field.number === 4) floats.push(fixedBytesOf(field, 4));
    else if (field.number === 5 || field.number === 7) for (const value of integersOf(field)) integers.push(value);
    else if (field.number === 8) name = textOf(field);
    else if (field.number === 9) raw = bytesOf(field);
    else if (field.number === 10) doubles.push(fixedBytesOf(field, 8));
    else if (field.number === 13) entries.set(...parseEntry(bytesOf(field)));
    else if (field.number === 14 && integerOf(field) === 1) external = true;
  }
  const elementType = elementTypes.get(code);
  if (elementType === undefined) {
    const hint = 'Quantised models are not read: use the float32 or float16 export.';
    throw new CodedError('unsupported-type', `tensor "${name}" has ONNX element type ${code}`, hint);
  }
  const shape = dims.map(Number);
  const count = elementCount(shape);
  if (shape.length > 16 || shape.some((size) => size < 0) || !Number.isSafeInteger(count)) {
    throw new CodedError('invalid-tensor', `tensor "${name}" has shape [${shape.join(', ')}]`, reExport);
  }
  const expected = count * bytesPerElement(elementType);
  const stored =
    external || entries.size > 0
      ? externalBytes(name, entries, expected, files)
      : storedBytes(elementType, { raw, integers, floats, doubles });
  if (stored.length !== expected) {
    const problem = `tensor "${name}" has ${stored.length} bytes, but ${elementType} [${shape.join(', ')}] needs ${expected}`;
    throw new CodedError('invalid-tensor', problem, reExport);
  }
  const read = (): TensorData => decodeElements(stored, elementType);
  return { name, elementType, shape, read, readFloat32: () => toFloat32(read()) };
}

/** The name under which a graph and its loader know a file: as written, without a leading `./`. */
export function externalName(location: string): string {
  return location.replace(/^(?:\.\/)+/u, '');
}

/** StringStringEntryProto. */
export function parseEntry(message: Uint8Array): [key: string, value: string] {
  let key = '';
  let value = '';
  for (const field of protobufFields(message)) {
    if (field.number === 1) key = textOf(field);
    else if (field.number === 2) value = textOf(field);
  }
  return [key, value];
}

function externalBytes(
  tensor: string,
  entries: ReadonlyMap<string, string>,
  expected: number,
  files: OnnxExternalFiles | undefined,
): Uint8Array {
  const name = externalName(entries.get('location') ?? '');
  const file = files?.get(name);
  if (file === undefined) {
    throw new CodedError(
      'external-data',
      `tensor "${tensor}" is kept in another file, "${name}", which is not here`,
      `Add "${name}" beside the .onnx file, or save the model in Python with onnx.save(model, path, save_as_external_data=False).`,
    );
  }
  const offset = wholeNumber(entries.get('offset') ?? '0');
  const length = wholeNumber(entries.get('length') ?? String(expected));
  if (offset === undefined || length === undefined || length !== expected) {
    const problem = `tensor "${tensor}" has offset ${entries.get('offset')} and length ${entries.get('length')} in "${name}", but needs ${expected} bytes`;
    throw new CodedError('invalid-tensor', problem, reExport);
  }
  if (offset + length > file.length) {
    throw new CodedError(
      'external-data',
      `tensor "${tensor}" ends at byte ${offset + length} of "${name}", which has ${file.length}`,
      `Take "${name}" and the .onnx file from the same export, and download it again if it was cut short.`,
    );
  }
  return file.subarray(offset, offset + length);
}

function wholeNumber(text: string): number | undefined {
  const value = Number(text);
  return /^\d+$/u.test(text) && Number.isSafeInteger(value) ? value : undefined;
}

interface Storage {
  readonly raw: Uint8Array | undefined;
  readonly integers: readonly bigint[];
  readonly floats: readonly Uint8Array[];
  readonly doubles: readonly Uint8Array[];
}

/** The elements as raw little-endian bytes, from whichever field holds them; half types may lie in `int32_data` as bit patterns. */
function storedBytes(elementType: OnnxElementType, { raw, integers, floats, doubles }: Storage): Uint8Array {
  if (raw !== undefined) return raw;
  switch (elementType) {
    case 'F32':
      return concatenated(floats);
    case 'F64':
      return concatenated(doubles);
    case 'I64':
      return new Uint8Array(BigInt64Array.from(integers).buffer);
    case 'I32':
      return new Uint8Array(Int32Array.from(integers, Number).buffer);
    case 'F16':
    case 'BF16':
      return new Uint8Array(Uint16Array.from(integers, Number).buffer);
    case 'U8':
    case 'BOOL':
      return Uint8Array.from(integers, Number);
    default:
      return elementType satisfies never;
  }
}

function bytesPerElement(elementType: OnnxElementType): number {
  if (elementType === 'BOOL') return 1;
  return elementType === 'F64' ? 8 : dtypeBytes[elementType];
}

function decodeElements(bytes: Uint8Array, elementType: OnnxElementType): TensorData {
  if (elementType === 'BOOL') return decodeTensorData(bytes, 'U8');
  if (elementType === 'F64') return Float32Array.from(new Float64Array(new Uint8Array(bytes).buffer));
  return decodeTensorData(bytes, elementType);
}

function concatenated(parts: readonly Uint8Array[]): Uint8Array {
  const first = parts[0];
  if (parts.length === 1 && first !== undefined) return first;
  const result = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    result.set(part, at);
    at += part.length;
  }
  return result;
}
