import { CodedError } from '../../errors/coded-error';
import type { FormatError } from '../../errors/areas';
import type { OnnxGraph, OnnxNode } from '../../formats/onnx/onnx';
import { type ConstantOf, type OnnxConstant, constantEvaluator } from './onnx-constants';

/** A graph that can be walked both ways, with its constants evaluated on demand. */
export interface OnnxDataflow {
  readonly graph: OnnxGraph;
  readonly constantOf: ConstantOf;
  /** The node that makes a value; undefined for inputs and initializers. */
  producerOf(value: string): OnnxNode | undefined;
  /** The nodes that read a value, in graph order. */
  consumersOf(value: string): readonly OnnxNode[];
}

/**
 * Indexes a graph by value.
 * @throws FormatError where it is not in topological order or makes a value twice: walks along it would not end
 */
export function onnxDataflow(graph: OnnxGraph): OnnxDataflow {
  const producers = new Map<string, OnnxNode>();
  const consumers = new Map<string, OnnxNode[]>();
  for (const node of graph.nodes) {
    for (const output of node.outputs) {
      if (output === '') continue; // an optional output that is left out
      const early = consumers.get(output) ?? (node.inputs.includes(output) ? [node] : undefined);
      if (early) throw outOfOrder(`"${early[0]?.name}" reads "${output}" before "${node.name}" makes it`);
      if (producers.has(output)) throw outOfOrder(`two nodes make "${output}"`);
      producers.set(output, node);
    }
    for (const input of new Set(node.inputs)) {
      const readers = consumers.get(input);
      if (readers) readers.push(node);
      else consumers.set(input, [node]);
    }
  }
  return {
    graph,
    constantOf: constantEvaluator(graph),
    producerOf: (value) => producers.get(value),
    consumersOf: (value) => consumers.get(value) ?? [],
  };
}

/** The first output's name. @throws Error for a node without outputs, which no reader produces. */
export function outputOf(node: OnnxNode): string {
  const [output] = node.outputs;
  if (output === undefined) throw new Error(`The ONNX node ${node.name} has no output.`);
  return output;
}

/** The input that varies with the image, and the constant that it meets; undefined unless a node has one of each. */
export function splitOperands(
  flow: OnnxDataflow,
  node: OnnxNode,
): { readonly value: string; readonly constant: OnnxConstant } | undefined {
  const [a, b] = node.inputs;
  if (a === undefined || b === undefined) return undefined;
  const [left, right] = [flow.constantOf(a), flow.constantOf(b)];
  if (right && !left) return { value: a, constant: right };
  if (left && !right) return { value: b, constant: left };
  return undefined;
}

function outOfOrder(problem: string): FormatError {
  return new CodedError('invalid-data', `the graph is out of order: ${problem}`, 'Export the model again.');
}
