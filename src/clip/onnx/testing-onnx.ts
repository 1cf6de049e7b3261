/** ONNX files in other forms than torch wrote them, made from those of the tiny model. */
import { concatBytes } from '../../formats/bytes';
import { float32ToFloat16 } from '../../formats/float16';
import { parseOnnxNode } from '../../formats/onnx/onnx';
import { changedNode, rewriteFields } from '../../formats/onnx/onnx-rewrite';
import { parseOnnxTensor } from '../../formats/onnx/onnx-tensor';
import { onnxExternalInitializer, onnxInitializer, onnxNode } from '../../formats/onnx/onnx-writer';
import { bytesOf, integerOf, protobufFields, textOf, type ProtobufField } from '../../formats/onnx/protobuf';
import { bytesField, integerField, partsField } from '../../formats/onnx/protobuf-writer';

/** What takes the place of a field of the graph: nothing where it stays. */
export type GraphEdit = (field: ProtobufField) => readonly Uint8Array[] | undefined;

/** A file with fields of its graph changed and others added at the end. */
export function editGraph(
  file: Uint8Array,
  edit: GraphEdit,
  added: readonly Uint8Array[] = [],
): Uint8Array<ArrayBuffer> {
  return concatBytes(
    rewriteFields(file, (field) =>
      field.number === 7 ? partsField(7, [...rewriteFields(bytesOf(field), edit), ...added]) : undefined,
    ),
  );
}

/** Other inputs and outputs in place of the graph's own. */
export function withInterface(
  file: Uint8Array,
  values: { readonly inputs?: readonly Uint8Array[]; readonly outputs?: readonly Uint8Array[] },
  added: readonly Uint8Array[] = [],
): Uint8Array<ArrayBuffer> {
  const given = (number: number) => (number === 11 ? values.inputs : number === 12 ? values.outputs : undefined);
  return editGraph(file, ({ number }) => (given(number) ? [] : undefined), [
    ...(values.inputs ?? []),
    ...(values.outputs ?? []),
    ...added,
  ]);
}

/** Initializers changed one by one; null leaves one out. */
export function editInitializers(
  file: Uint8Array,
  edit: (tensor: ReturnType<typeof parseOnnxTensor>) => Uint8Array | null | undefined,
): Uint8Array<ArrayBuffer> {
  return editGraph(file, (field) => {
    if (field.number !== 5) return undefined;
    const changed = edit(parseOnnxTensor(bytesOf(field)));
    return changed === undefined ? undefined : changed === null ? [] : [changed];
  });
}

/** The initializer of that name, as a field of the graph, in place of its own; null leaves it out. */
export function replaced(file: Uint8Array, name: string, tensor: Uint8Array | null): Uint8Array<ArrayBuffer> {
  return editInitializers(file, (old) => (old.name === name ? tensor : undefined));
}

/** Nodes changed one by one: other operators, other inputs. */
export function editNodes(
  file: Uint8Array,
  edit: (node: ReturnType<typeof parseOnnxNode>, message: Uint8Array) => readonly Uint8Array[] | undefined,
): Uint8Array<ArrayBuffer> {
  return editGraph(file, (field) =>
    field.number === 1 ? edit(parseOnnxNode(bytesOf(field)), bytesOf(field)) : undefined,
  );
}

/** The tiny text tower with one node in place of the three of its QuickGELU, as exporters and optimisers leave them. */
export function withActivationNode(file: Uint8Array, opType: string, alpha?: number): Uint8Array<ArrayBuffer> {
  return editNodes(file, ({ opType: old, inputs, outputs: [output = ''] }) => {
    if (old === 'Sigmoid') return [];
    if (!output.includes('/mlp/Mul')) return undefined;
    const attributes = alpha === undefined ? {} : { alpha: { float: alpha } };
    return output.includes('/mlp/Mul_1') ? [onnxNode(opType, inputs.slice(0, 1), [output], attributes)] : [];
  });
}

/** A value under another name wherever nodes read it. */
export function renamedInput(file: Uint8Array, from: string, to: string): Uint8Array<ArrayBuffer> {
  return editNodes(file, (_, message) => [changedNode(message, { input: (name) => (name === from ? to : name) })]);
}

/** The float32 weights moved into a file beside the graph, as torch's newer exporter leaves them. */
export function externalised(
  file: Uint8Array,
  location: string,
): { readonly model: Uint8Array<ArrayBuffer>; readonly data: Uint8Array<ArrayBuffer> } {
  const parts: Uint8Array[] = [];
  let offset = 0;
  const model = editInitializers(file, ({ name, elementType, shape, readFloat32 }) => {
    if (elementType !== 'F32') return undefined;
    const bytes = new Uint8Array(readFloat32().buffer);
    parts.push(bytes);
    offset += bytes.length;
    const place = { location, offset: offset - bytes.length, length: bytes.length };
    return onnxExternalInitializer(name, 'F32', shape, place);
  });
  return { model, data: concatBytes(parts) };
}

/** A graph that computes in fp16, as converters make it: weights, constants, casts, and its floating inputs and outputs. */
export function inHalf(file: Uint8Array): Uint8Array<ArrayBuffer> {
  return editGraph(file, (field) => {
    if (field.number === 1) return [concatBytes(partsField(1, rewriteFields(bytesOf(field), halfAttribute)))];
    if (field.number === 5) return [halfTensor(5, bytesOf(field))];
    if (field.number === 11 || field.number === 12) return [bytesField(field.number, halfValue(bytesOf(field)))];
    return undefined;
  });
}

function halfAttribute(field: ProtobufField): readonly Uint8Array[] | undefined {
  if (field.number !== 5) return undefined;
  const parts = [...protobufFields(bytesOf(field))];
  const name = parts.find(({ number }) => number === 1);
  const isCast = name !== undefined && textOf(name) === 'to';
  const changed = rewriteFields(bytesOf(field), (part) => {
    if (part.number === 5) return [halfTensor(5, bytesOf(part))];
    return isCast && part.number === 3 && integerOf(part) === 1 ? [integerField(3, 10)] : undefined;
  });
  return partsField(5, changed);
}

function halfTensor(number: number, message: Uint8Array): Uint8Array {
  const { name, elementType, shape, readFloat32 } = parseOnnxTensor(message);
  if (elementType !== 'F32') return bytesField(number, message);
  const [tensor] = protobufFields(onnxInitializer(name, 'F16', shape, float32ToFloat16(readFloat32())));
  return bytesField(number, bytesOf(tensor!));
}

/** ValueInfoProto → TypeProto → Tensor: FLOAT becomes FLOAT16. */
function halfValue(message: Uint8Array): Uint8Array {
  const inside = (number: number, change: (bytes: Uint8Array) => Uint8Array) => (bytes: Uint8Array) =>
    concatBytes(
      rewriteFields(bytes, (field) =>
        field.number === number ? [bytesField(number, change(bytesOf(field)))] : undefined,
      ),
    );
  const type = (bytes: Uint8Array) =>
    concatBytes(
      rewriteFields(bytes, (field) =>
        field.number === 1 && integerOf(field) === 1 ? [integerField(1, 10)] : undefined,
      ),
    );
  return inside(2, inside(1, type))(message);
}
