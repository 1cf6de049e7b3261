/** Parts of an ONNX file as bytes (onnx.proto3; field numbers in onnx.ts's reader). */
import { concatBytes } from '../bytes';
import { bytesField, floatField, integerField, partsField, textField } from './protobuf-writer';

/** Element types that are written, with their TensorProto.DataType. */
export const onnxTypeCodes = { F32: 1, I32: 6, I64: 7, BOOL: 9, F16: 10 } as const;
export type WritableOnnxType = keyof typeof onnxTypeCodes;

/** Attribute values: an integer list, a text, or a single integer or float, which JavaScript cannot tell apart by itself. */
export type OnnxAttributeValue = readonly number[] | string | { readonly int: number } | { readonly float: number };

/** A NodeProto as a field of a graph. */
export function onnxNode(
  opType: string,
  inputs: readonly string[],
  outputs: readonly string[],
  attributes: Readonly<Record<string, OnnxAttributeValue>> = {},
): Uint8Array {
  return bytesField(
    1,
    concatBytes([
      ...inputs.map((name) => textField(1, name)),
      ...outputs.map((name) => textField(2, name)),
      textField(3, outputs[0] ?? opType),
      textField(4, opType),
      ...Object.entries(attributes).map(([name, value]) => bytesField(5, attribute(name, value))),
    ]),
  );
}

function attribute(name: string, value: OnnxAttributeValue): Uint8Array {
  if (typeof value === 'string') return concatBytes([textField(1, name), textField(4, value), integerField(20, 3)]);
  if ('int' in value) return concatBytes([textField(1, name), integerField(3, value.int), integerField(20, 2)]);
  if ('float' in value) return concatBytes([textField(1, name), floatField(2, value.float), integerField(20, 1)]);
  return concatBytes([textField(1, name), ...value.map((item) => integerField(8, item)), integerField(20, 7)]);
}

/** An initializer as a field of a graph, its elements little-endian. */
export function onnxInitializer(
  name: string,
  type: WritableOnnxType,
  shape: readonly number[],
  data: ArrayBufferView,
): Uint8Array {
  const raw = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  return bytesField(5, concatBytes([...tensorHead(name, type, shape), bytesField(9, raw)]));
}

/** Bytes of a file beside the graph. */
export interface ExternalPlace {
  readonly location: string;
  readonly offset: number;
  readonly length: number;
}

/** An initializer whose elements lie in another file. */
export function onnxExternalInitializer(
  name: string,
  type: WritableOnnxType,
  shape: readonly number[],
  { location, offset, length }: ExternalPlace,
): Uint8Array {
  const entries = Object.entries({ location, offset: String(offset), length: String(length) });
  return bytesField(
    5,
    concatBytes([
      ...tensorHead(name, type, shape),
      ...entries.map(([key, value]) => bytesField(13, concatBytes([textField(1, key), textField(2, value)]))),
      integerField(14, 1),
    ]),
  );
}

function tensorHead(name: string, type: WritableOnnxType, shape: readonly number[]): readonly Uint8Array[] {
  return [...shape.map((size) => integerField(1, size)), integerField(2, onnxTypeCodes[type]), textField(8, name)];
}

/** An input or output of a graph: a number is a fixed size, a text names a free one. */
export function onnxValue(
  role: 'input' | 'output',
  name: string,
  type: WritableOnnxType,
  shape: readonly (number | string)[],
): Uint8Array {
  const dimensions = shape.map((size) =>
    bytesField(1, typeof size === 'number' ? integerField(1, size) : textField(2, size)),
  );
  const tensor = concatBytes([integerField(1, onnxTypeCodes[type]), bytesField(2, concatBytes(dimensions))]);
  return bytesField(
    role === 'input' ? 11 : 12,
    concatBytes([textField(1, name), bytesField(2, bytesField(1, tensor))]),
  );
}

/** A file of one graph, given as its fields: nodes in topological order, initializers, inputs and outputs. */
export function onnxFile(opset: number, graph: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  return concatBytes([
    integerField(1, 8),
    ...partsField(7, [...graph, textField(2, 'main')]),
    bytesField(8, concatBytes([textField(1, ''), integerField(2, opset)])),
  ]);
}
