import { CodedError } from '../../errors/coded-error';

/** What onnxruntime says of an input or output. */
export interface ValueMetadata {
  readonly name: string;
  readonly isTensor: boolean;
  /** Of tensors. */
  readonly type?: string;
  /** Of tensors: a number is fixed, a text is free. */
  readonly shape?: readonly (number | string)[];
}

/** Element types that a text tower is fed. */
export type FedType = 'int32' | 'int64' | 'bool' | 'float32';

export interface FedValue {
  readonly name: string;
  readonly type: FedType;
}

/** How a text tower is fed. */
export interface TextSignature {
  readonly tokens: FedValue;
  /** Some exports declare a mask that their graph hardly uses. */
  readonly mask: FedValue | undefined;
  readonly batch: number;
  /** The fixed length, or undefined where it is free. */
  readonly length: number | undefined;
  /** The name of the embedding. */
  readonly output: string;
}

/**
 * Reads from a graph's interface, not from names, how the public exports differ: token ids as int32 or int64, batch and length fixed or
 * free, an attention mask beside them, the embedding as [batch, D] or [batch, 1, D], alone or before hidden states.
 *
 * @param file how messages call the graph
 * @throws ModelError `bundle-mismatch` for what is no text tower
 */
export function textSignature(
  file: string,
  inputs: readonly ValueMetadata[],
  outputs: readonly ValueMetadata[],
): TextSignature {
  const mask = inputs.find(({ name }) => /mask/iu.test(name));
  const tokens = inputs.find((input) => input !== mask && (input.type === 'int32' || input.type === 'int64'));
  if (tokens?.shape?.length !== 2) {
    throw new CodedError(
      'bundle-mismatch',
      `${file} does not take token ids.`,
      'Put the text tower of the same CLIP there.',
    );
  }
  const other = inputs.find((input) => input !== mask && input !== tokens);
  if (other) {
    throw new CodedError(
      'bundle-mismatch',
      `${file} also wants "${other.name}", which is no text.`,
      'Use an export of the text tower alone, not of the whole CLIP.',
    );
  }
  const output = outputs.find(({ shape }) => isEmbedding(shape)) ?? outputs[0];
  if (output === undefined)
    throw new CodedError('bundle-mismatch', `${file} has no output.`, 'Export the text tower again.');
  const [batch, length] = tokens.shape;
  return {
    tokens: fed(file, tokens),
    mask: mask && fed(file, mask),
    batch: typeof batch === 'number' && batch > 0 ? batch : 1,
    length: typeof length === 'number' && length > 0 ? length : undefined,
    output: output.name,
  };
}

/** One row for each text, whatever axes of size 1 lie between. */
function isEmbedding(shape: ValueMetadata['shape']): boolean {
  return shape !== undefined && shape.length >= 2 && shape.slice(1, -1).every((size) => size === 1);
}

function fed(file: string, { name, type }: ValueMetadata): FedValue {
  if (type === 'int32' || type === 'int64' || type === 'bool' || type === 'float32') return { name, type };
  throw new CodedError(
    'bundle-mismatch',
    `${file} wants "${name}" as ${type ?? 'no tensor'}, which is not fed here.`,
    'Export the text tower with integer token ids.',
  );
}
