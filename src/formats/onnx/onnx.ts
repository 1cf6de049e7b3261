/**
 * What loading weights needs of an ONNX file: the nodes of the main graph, its initializers and its interface (`clip-weights.md` 3.3).
 * Subgraphs, functions and training information are passed over.
 */
import { CodedError } from '../../errors/coded-error';
import type { FormatError } from '../../errors/areas';
import {
  externalName,
  onnxElementType,
  parseEntry,
  parseOnnxTensor,
  type OnnxElementType,
  type OnnxExternalFiles,
  type OnnxTensor,
} from './onnx-tensor';
import { bytesOf, fixedBytesOf, floatOf, integerOf, integersOf, protobufFields, textOf } from './protobuf';

/** An attribute of a node. `other` stands for what is not read, such as the branches of an `If`. */
export type OnnxAttribute =
  | { readonly kind: 'float' | 'int'; readonly value: number }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'tensor'; readonly value: OnnxTensor }
  | { readonly kind: 'floats' | 'ints'; readonly values: readonly number[] }
  | { readonly kind: 'strings'; readonly values: readonly string[] }
  | { readonly kind: 'other' };

/** One operation. */
export interface OnnxNode {
  readonly name: string;
  readonly opType: string;
  /** Empty for the standard operators. */
  readonly domain: string;
  /** Names of values; an empty name is an optional input that is left out. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: ReadonlyMap<string, OnnxAttribute>;
}

/** An input or output of the graph. */
export interface OnnxValue {
  readonly name: string;
  /** Undefined where it is not given or not read here. */
  readonly elementType: OnnxElementType | undefined;
  /** A number is fixed, a name is a free dimension, null is not given. */
  readonly shape: readonly (number | string | null)[];
}

/** The main graph. */
export interface OnnxGraph {
  readonly name: string;
  /** In topological order. */
  readonly nodes: readonly OnnxNode[];
  /** Constants by name. */
  readonly initializers: ReadonlyMap<string, OnnxTensor>;
  /** What the caller feeds; initializers that old exporters list here are left out. */
  readonly inputs: readonly OnnxValue[];
  readonly outputs: readonly OnnxValue[];
}

/** A file. */
export interface OnnxModel {
  readonly irVersion: number;
  readonly producer: string;
  /** Version per operator domain; the standard one has the empty name. */
  readonly opsets: ReadonlyMap<string, number>;
  readonly graph: OnnxGraph;
}

/**
 * Reads a whole file. Its bytes stay in use until the tensors are read.
 * @param external the files that {@link externalLocations} names
 * @throws FormatError naming the first thing that is wrong
 */
export function parseOnnx(file: Uint8Array, external?: OnnxExternalFiles): OnnxModel {
  refuseOtherFiles(file);
  let irVersion = 0;
  let producer = '';
  let graph: OnnxGraph | undefined;
  const opsets = new Map<string, number>();
  for (const field of protobufFields(file)) {
    if (field.number === 1) irVersion = integerOf(field);
    else if (field.number === 2) producer = textOf(field);
    else if (field.number === 7) graph = parseGraph(bytesOf(field), external);
    else if (field.number === 8) opsets.set(...parseOpset(bytesOf(field)));
  }
  if (graph === undefined) {
    throw new CodedError('invalid-header', 'the file holds no ONNX graph', 'Choose the .onnx file of a CLIP tower.');
  }
  return { irVersion, producer, opsets, graph };
}

/** Names of the files beside this one in which the weights of its graph lie; none for a file that is whole. @throws FormatError */
export function externalLocations(file: Uint8Array): readonly string[] {
  refuseOtherFiles(file);
  const names = new Set<string>();
  for (const graph of payloads(file, 7)) {
    for (const tensor of payloads(graph, 5)) {
      for (const entry of payloads(tensor, 13)) {
        const [key, value] = parseEntry(entry);
        if (key === 'location') names.add(externalName(value));
      }
    }
  }
  return [...names];
}

/** The operators of the main graph, without a look at its weights. @throws FormatError */
export function onnxOperators(file: Uint8Array): ReadonlySet<string> {
  refuseOtherFiles(file);
  const operators = new Set<string>();
  for (const graph of payloads(file, 7))
    for (const node of payloads(graph, 1)) operators.add(parseOnnxNode(node).opType);
  return operators;
}

function* payloads(message: Uint8Array, number: number): Generator<Uint8Array> {
  for (const field of protobufFields(message)) if (field.number === number) yield bytesOf(field);
}

/** Names what is often saved in place of a model. @throws FormatError `invalid-header` */
function refuseOtherFiles(file: Uint8Array): void {
  if (file.length === 0) throw notOnnx('empty');
  const start = String.fromCharCode(...file.subarray(0, 64));
  if (start.startsWith('version https://git-lfs')) throw notOnnx('a pointer of Git LFS, not the model itself');
  if (/^\s*</u.test(start)) throw notOnnx('a web page, not a model');
  if (start.startsWith('PK\u0003\u0004')) throw notOnnx('a zip archive, not an ONNX model');
  // ModelProto has no field beyond 25, and every exporter begins with one of the first eight.
  if ((file[0] ?? 0) >> 3 > 8 || (file[0] ?? 0) < 8) throw notOnnx('no ONNX model');
}

function notOnnx(what: string): FormatError {
  return new CodedError('invalid-header', `the file is ${what}`, 'Choose the .onnx file of a CLIP tower.');
}

function parseOpset(message: Uint8Array): [domain: string, version: number] {
  let domain = '';
  let version = 0;
  for (const field of protobufFields(message)) {
    if (field.number === 1) domain = textOf(field);
    else if (field.number === 2) version = integerOf(field);
  }
  return [domain === 'ai.onnx' ? '' : domain, version];
}

function parseGraph(message: Uint8Array, external: OnnxExternalFiles | undefined): OnnxGraph {
  let name = '';
  const nodes: OnnxNode[] = [];
  const initializers = new Map<string, OnnxTensor>();
  const inputs: OnnxValue[] = [];
  const outputs: OnnxValue[] = [];
  for (const field of protobufFields(message)) {
    if (field.number === 1) nodes.push(parseOnnxNode(bytesOf(field)));
    else if (field.number === 2) name = textOf(field);
    else if (field.number === 5) {
      const tensor = parseOnnxTensor(bytesOf(field), external);
      initializers.set(tensor.name, tensor);
    } else if (field.number === 11) inputs.push(parseValue(bytesOf(field)));
    else if (field.number === 12) outputs.push(parseValue(bytesOf(field)));
  }
  return { name, nodes, initializers, inputs: inputs.filter((input) => !initializers.has(input.name)), outputs };
}

/** One NodeProto. @throws FormatError */
export function parseOnnxNode(message: Uint8Array): OnnxNode {
  const node = { name: '', opType: '', domain: '' };
  const inputs: string[] = [];
  const outputs: string[] = [];
  const attributes = new Map<string, OnnxAttribute>();
  for (const field of protobufFields(message)) {
    if (field.number === 1) inputs.push(textOf(field));
    else if (field.number === 2) outputs.push(textOf(field));
    else if (field.number === 3) node.name = textOf(field);
    else if (field.number === 4) node.opType = textOf(field);
    else if (field.number === 5) attributes.set(...parseAttribute(bytesOf(field)));
    else if (field.number === 7) node.domain = textOf(field);
  }
  return { ...node, inputs, outputs, attributes };
}

function parseAttribute(message: Uint8Array): [name: string, attribute: OnnxAttribute] {
  let name = '';
  let type = 0;
  // Zero and empty values may be left out of the file, so every kind starts there.
  const single = { float: 0, int: 0, string: '' };
  let tensor: OnnxTensor | undefined;
  const floats: number[] = [];
  const ints: number[] = [];
  const strings: string[] = [];
  for (const field of protobufFields(message)) {
    if (field.number === 1) name = textOf(field);
    else if (field.number === 2) single.float = floatOf(field);
    else if (field.number === 3) single.int = integerOf(field);
    else if (field.number === 4) single.string = textOf(field);
    else if (field.number === 5) tensor = parseOnnxTensor(bytesOf(field));
    else if (field.number === 7)
      for (const value of new Float32Array(new Uint8Array(fixedBytesOf(field, 4)).buffer)) floats.push(value);
    else if (field.number === 8) for (const value of integersOf(field)) ints.push(Number(value));
    else if (field.number === 9) strings.push(textOf(field));
    else if (field.number === 20) type = integerOf(field);
  }
  const byType: ReadonlyMap<number, OnnxAttribute> = new Map<number, OnnxAttribute>([
    [1, { kind: 'float', value: single.float }],
    [2, { kind: 'int', value: single.int }],
    [3, { kind: 'string', value: single.string }],
    [4, tensor === undefined ? { kind: 'other' } : { kind: 'tensor', value: tensor }],
    [6, { kind: 'floats', values: floats }],
    [7, { kind: 'ints', values: ints }],
    [8, { kind: 'strings', values: strings }],
  ]);
  return [name, byType.get(type) ?? { kind: 'other' }];
}

/** ValueInfoProto → TypeProto → Tensor → TensorShapeProto → Dimension. */
function parseValue(message: Uint8Array): OnnxValue {
  let name = '';
  let elementType: OnnxElementType | undefined;
  const shape: (number | string | null)[] = [];
  for (const field of protobufFields(message)) {
    if (field.number === 1) name = textOf(field);
    if (field.number !== 2) continue;
    for (const typeField of protobufFields(bytesOf(field))) {
      if (typeField.number !== 1) continue;
      for (const tensorField of protobufFields(bytesOf(typeField))) {
        if (tensorField.number === 1) elementType = onnxElementType(integerOf(tensorField));
        if (tensorField.number !== 2) continue;
        for (const dimension of protobufFields(bytesOf(tensorField))) {
          if (dimension.number === 1) shape.push(parseDimension(bytesOf(dimension)));
        }
      }
    }
  }
  return { name, elementType, shape };
}

function parseDimension(message: Uint8Array): number | string | null {
  for (const field of protobufFields(message)) {
    if (field.number === 1) return integerOf(field);
    if (field.number === 2) return textOf(field);
  }
  return null;
}
