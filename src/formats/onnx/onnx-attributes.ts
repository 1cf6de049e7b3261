import type { OnnxNode } from './onnx';

/** An integer attribute of a node, or the operator's default where it is left out or of another kind. */
export function intAttribute(node: OnnxNode, name: string, fallback: number): number {
  const attribute = node.attributes.get(name);
  return attribute?.kind === 'int' ? attribute.value : fallback;
}

/** A float attribute of a node, or the operator's default. */
export function floatAttribute(node: OnnxNode, name: string, fallback: number): number {
  const attribute = node.attributes.get(name);
  return attribute?.kind === 'float' ? attribute.value : fallback;
}

/** A list of integers, or the operator's default. */
export function intsAttribute(node: OnnxNode, name: string, fallback: readonly number[]): readonly number[] {
  const attribute = node.attributes.get(name);
  return attribute?.kind === 'ints' ? attribute.values : fallback;
}
