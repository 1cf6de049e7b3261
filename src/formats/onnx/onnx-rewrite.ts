import { concatBytes } from '../bytes';
import { parseOnnxNode, type OnnxNode } from './onnx';
import { bytesOf, protobufFields, type ProtobufField } from './protobuf';
import { partsField, textField } from './protobuf-writer';

/** A change of a graph. What it does not name stays byte by byte as it is. */
export interface OnnxEdit {
  /** The graph fields that take a node's place, or undefined where it stays. */
  readonly node: (node: OnnxNode, message: Uint8Array) => readonly Uint8Array[] | undefined;
  /** Further graph fields, such as initializers; asked for once all nodes are done. */
  readonly added?: () => readonly Uint8Array[];
}

/** The file with its main graph changed; weights are copied once. @throws FormatError where the file cannot be read */
export function rewriteOnnx(file: Uint8Array, edit: OnnxEdit): Uint8Array<ArrayBuffer> {
  return concatBytes(
    rewriteFields(file, (field) => {
      if (field.number !== 7) return undefined;
      const graph = rewriteFields(bytesOf(field), (part) => {
        if (part.number !== 1) return undefined;
        const message = bytesOf(part);
        return edit.node(parseOnnxNode(message), message);
      });
      return partsField(7, [...graph, ...(edit.added?.() ?? [])]);
    }),
  );
}

/** A node, given as its message, with another operator or other inputs, as a field of a graph. */
export function changedNode(
  message: Uint8Array,
  change: { readonly opType?: string; readonly input?: (name: string) => string },
): Uint8Array {
  const parts = rewriteFields(message, (field) => {
    if (field.number === 4 && change.opType !== undefined) return [textField(4, change.opType)];
    if (field.number === 1 && change.input)
      return [textField(1, change.input(new TextDecoder().decode(bytesOf(field))))];
    return undefined;
  });
  return concatBytes(partsField(1, parts));
}

/** The fields of a message, some of them replaced. */
export function rewriteFields(
  message: Uint8Array,
  replace: (field: ProtobufField) => readonly Uint8Array[] | undefined,
): readonly Uint8Array[] {
  return [...protobufFields(message)].flatMap((field) => replace(field) ?? [field.raw]);
}
