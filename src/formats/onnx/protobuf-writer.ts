/** Fields of Protocol Buffers messages as bytes; a message is its fields one after the other. Read by {@link protobufFields}. */
import { concatBytes } from '../bytes';

/** A whole number from 0. @throws RangeError for others */
function varint(value: number): Uint8Array {
  if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`${value} is no whole number from 0`);
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) bytes.push((rest % 0x80) | 0x80);
  bytes.push(rest);
  return Uint8Array.from(bytes);
}

/** `int64`, `uint64`, `int32`, `uint32`, `bool` and enumerations. */
export function integerField(number: number, value: number): Uint8Array {
  return concatBytes([varint(number * 8), varint(value)]);
}

export function doubleField(number: number, value: number): Uint8Array {
  const payload = new Uint8Array(8);
  new DataView(payload.buffer).setFloat64(0, value, true);
  return concatBytes([varint(number * 8 + 1), payload]);
}

export function floatField(number: number, value: number): Uint8Array {
  const payload = new Uint8Array(4);
  new DataView(payload.buffer).setFloat32(0, value, true);
  return concatBytes([varint(number * 8 + 5), payload]);
}

/** `bytes`, or a message within the message. */
export function bytesField(number: number, payload: Uint8Array): Uint8Array {
  return concatBytes([varint(number * 8 + 2), varint(payload.length), payload]);
}

/** As {@link bytesField}, for a payload in parts that are too large to copy more than once. */
export function partsField(number: number, payload: readonly Uint8Array[]): readonly Uint8Array[] {
  const length = payload.reduce((sum, part) => sum + part.length, 0);
  return [concatBytes([varint(number * 8 + 2), varint(length)]), ...payload];
}

export function textField(number: number, text: string): Uint8Array {
  return bytesField(number, new TextEncoder().encode(text));
}
