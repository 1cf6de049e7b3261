/** The wire format of Protocol Buffers, without schemas: a message is a row of numbered fields. Every length is checked before it is used. */
import { CodedError } from '../../errors/coded-error';
import type { FormatError } from '../../errors/areas';

/** One field of a message. Payloads are views into the file; `raw` is the whole field, its tag included. */
export type ProtobufField = { readonly number: number; readonly raw: Uint8Array } & (
  | { readonly wire: 'varint'; readonly value: bigint }
  | { readonly wire: 'fixed32' | 'fixed64' | 'bytes'; readonly bytes: Uint8Array }
);

const utf8 = new TextDecoder();
const reload = 'The file is incomplete or of another format: copy or download it again.';

/** The fields of a message in file order, unknown ones included. @throws FormatError where a field runs over the end or has a retired type. */
export function* protobufFields(message: Uint8Array): Generator<ProtobufField> {
  let at = 0;
  const take = (length: number): Uint8Array => {
    if (length > message.length - at) {
      throw new CodedError('truncated', `a field of ${length} bytes has only ${message.length - at} left`, reload);
    }
    at += length;
    return message.subarray(at - length, at);
  };
  const takeVarint = (): bigint => {
    const [value, end] = varintAt(message, at);
    at = end;
    return value;
  };
  while (at < message.length) {
    const start = at;
    const raw = () => message.subarray(start, at);
    const tag = Number(takeVarint());
    const number = Math.floor(tag / 8);
    if (number === 0) throw new CodedError('invalid-data', 'a field has number 0', reload);
    switch (tag % 8) {
      case 0: {
        const value = takeVarint();
        yield { number, wire: 'varint', value, raw: raw() };
        break;
      }
      case 1: {
        const bytes = take(8);
        yield { number, wire: 'fixed64', bytes, raw: raw() };
        break;
      }
      case 2: {
        const bytes = take(Number(takeVarint()));
        yield { number, wire: 'bytes', bytes, raw: raw() };
        break;
      }
      case 5: {
        const bytes = take(4);
        yield { number, wire: 'fixed32', bytes, raw: raw() };
        break;
      }
      default:
        throw new CodedError('invalid-data', `field ${number} has wire type ${tag % 8}`, reload);
    }
  }
}

/** A length-delimited payload. @throws FormatError for a field of another wire type. */
export function bytesOf(field: ProtobufField): Uint8Array {
  if (field.wire === 'bytes') return field.bytes;
  throw unexpected(field);
}

/** A payload as UTF-8; what is not UTF-8 becomes U+FFFD. */
export function textOf(field: ProtobufField): string {
  return utf8.decode(bytesOf(field));
}

/** A signed 64-bit integer as a number; beyond 2^53 the nearest double (ONNX writes 2^63 - 1 for "to the end"). */
export function integerOf(field: ProtobufField): number {
  if (field.wire === 'varint') return Number(BigInt.asIntN(64, field.value));
  throw unexpected(field);
}

/** A 32-bit float. */
export function floatOf(field: ProtobufField): number {
  if (field.wire !== 'fixed32') throw unexpected(field);
  return new DataView(field.bytes.buffer, field.bytes.byteOffset, 4).getFloat32(0, true);
}

/** The signed 64-bit integers of one occurrence of a repeated field, packed or not. */
export function integersOf(field: ProtobufField): bigint[] {
  if (field.wire === 'varint') return [BigInt.asIntN(64, field.value)];
  const bytes = bytesOf(field);
  const values: bigint[] = [];
  for (let at = 0; at < bytes.length;) {
    const [value, end] = varintAt(bytes, at);
    values.push(BigInt.asIntN(64, value));
    at = end;
  }
  return values;
}

/** The little-endian bytes of one occurrence of a repeated float (`width` 4) or double (8) field, packed or not. */
export function fixedBytesOf(field: ProtobufField, width: 4 | 8): Uint8Array {
  if (field.wire === (width === 4 ? 'fixed32' : 'fixed64')) return field.bytes;
  const bytes = bytesOf(field);
  if (bytes.length % width === 0) return bytes;
  throw new CodedError(
    'invalid-data',
    `field ${field.number} has ${bytes.length} bytes of ${width}-byte numbers`,
    reload,
  );
}

function varintAt(bytes: Uint8Array, start: number): [value: bigint, end: number] {
  // Lengths, tags and dimensions are short: plain numbers up to 49 bits keep large graphs fast.
  let value = 0;
  let factor = 1;
  let at = start;
  for (; at - start < 7; at++, factor *= 128) {
    const byte = byteAt(bytes, at);
    value += (byte & 0x7f) * factor;
    if (byte < 0x80) return [BigInt(value), at + 1];
  }
  let wide = BigInt(value);
  for (let shift = 49n; at - start < 10; at++, shift += 7n) {
    const byte = byteAt(bytes, at);
    wide |= BigInt(byte & 0x7f) << shift;
    if (byte < 0x80) return [BigInt.asUintN(64, wide), at + 1];
  }
  throw new CodedError('invalid-data', 'a number is longer than 10 bytes', reload);
}

function byteAt(bytes: Uint8Array, at: number): number {
  const byte = bytes[at];
  if (byte === undefined) throw new CodedError('truncated', 'the file ends inside a number', reload);
  return byte;
}

function unexpected(field: ProtobufField): FormatError {
  return new CodedError('invalid-data', `field ${field.number} has the unexpected wire type ${field.wire}`, reload);
}
