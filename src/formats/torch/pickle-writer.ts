import { concatBytes } from '../bytes';

/** What a pickle written here holds: Python's dict, list, str, int and float, and calls of allowed names such as torch's tensors. */
export type PickleInput =
  | string
  | number
  | readonly PickleInput[]
  | ReadonlyMap<string, PickleInput>
  | { readonly kind: 'float'; readonly value: number }
  | { readonly kind: 'bool'; readonly value: boolean }
  | { readonly kind: 'tuple'; readonly items: readonly PickleInput[] }
  | { readonly kind: 'global'; readonly module: string; readonly name: string }
  | { readonly kind: 'persistent'; readonly id: PickleInput }
  | { readonly kind: 'call'; readonly callee: PickleInput; readonly arguments: readonly PickleInput[] };

/** Opcodes of protocol 2 (Python's `pickletools`). */
const op = {
  proto: 0x80,
  stop: 0x2e,
  mark: 0x28,
  emptyDict: 0x7d,
  emptyList: 0x5d,
  setItems: 0x75,
  appends: 0x65,
  tuple: 0x74,
  text: 0x58,
  int: 0x4a,
  long: 0x8a,
  float: 0x47,
  true: 0x88,
  false: 0x89,
  global: 0x63,
  persistent: 0x51,
  reduce: 0x52,
} as const;

const encoder = new TextEncoder();

/**
 * Writes a pickle of protocol 2, which every Python since 2.3 reads. Nothing is memoised: a value that occurs twice is written twice.
 *
 * @throws RangeError for a number that is no safe integer and not marked as a float
 */
export function writePickle(value: PickleInput): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = [Uint8Array.of(op.proto, 2)];
  write(value, parts);
  parts.push(Uint8Array.of(op.stop));
  return concatBytes(parts);
}

function write(value: PickleInput, parts: Uint8Array[]): void {
  if (typeof value === 'string') return void parts.push(text(value));
  if (typeof value === 'number') return void parts.push(integer(value));
  if (value instanceof Map) {
    parts.push(Uint8Array.of(op.emptyDict, op.mark));
    for (const [key, item] of value as ReadonlyMap<string, PickleInput>) {
      parts.push(text(key));
      write(item, parts);
    }
    return void parts.push(Uint8Array.of(op.setItems));
  }
  if (Array.isArray(value)) {
    parts.push(Uint8Array.of(op.emptyList, op.mark));
    for (const item of value as readonly PickleInput[]) write(item, parts);
    return void parts.push(Uint8Array.of(op.appends));
  }
  writeMarked(value as Extract<PickleInput, { readonly kind: string }>, parts);
}

function writeMarked(value: Extract<PickleInput, { readonly kind: string }>, parts: Uint8Array[]): void {
  switch (value.kind) {
    case 'float':
      parts.push(float(value.value));
      return;
    case 'bool':
      parts.push(Uint8Array.of(value.value ? op.true : op.false));
      return;
    case 'tuple':
      parts.push(Uint8Array.of(op.mark));
      for (const item of value.items) write(item, parts);
      parts.push(Uint8Array.of(op.tuple));
      return;
    case 'global':
      parts.push(Uint8Array.of(op.global), encoder.encode(`${value.module}\n${value.name}\n`));
      return;
    case 'persistent':
      write(value.id, parts);
      parts.push(Uint8Array.of(op.persistent));
      return;
    case 'call':
      write(value.callee, parts);
      write({ kind: 'tuple', items: value.arguments }, parts);
      parts.push(Uint8Array.of(op.reduce));
      return;
    default:
      value satisfies never;
  }
}

function text(value: string): Uint8Array {
  const bytes = encoder.encode(value);
  const head = new Uint8Array(5);
  head[0] = op.text;
  new DataView(head.buffer).setUint32(1, bytes.length, true);
  return concatBytes([head, bytes]);
}

function integer(value: number): Uint8Array {
  if (!Number.isSafeInteger(value)) throw new RangeError(`${value} is no integer that a pickle written here can hold`);
  const isShort = value >= -0x80000000 && value <= 0x7fffffff;
  const bytes = new Uint8Array(isShort ? 5 : 10);
  const view = new DataView(bytes.buffer);
  bytes[0] = isShort ? op.int : op.long;
  if (isShort) view.setInt32(1, value, true);
  else {
    bytes[1] = 8;
    view.setBigInt64(2, BigInt(value), true);
  }
  return bytes;
}

function float(value: number): Uint8Array {
  const bytes = new Uint8Array(9);
  bytes[0] = op.float;
  new DataView(bytes.buffer).setFloat64(1, value, false);
  return bytes;
}
