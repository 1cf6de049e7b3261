/** Files in PyTorch's form with any content, right or wrong, for tests of their readers. */
import { CodedError } from '../../errors/coded-error';
import type { FormatError } from '../../errors/areas';
import type { FormatErrorCode } from '../../errors/codes';
import { expect } from 'vitest';
import { byteSourceOf } from '../byte-source';
import { concatBytes } from '../bytes';
import { PickleGlobal, PickleObject, PicklePersistent, type PickleValue } from './pickle-values';
import { openSafetensors } from '../safetensors/safetensors';
import { openTorchFile } from './torch-file';
import { writeZip } from '../zip/zip';

const utf8 = new TextEncoder();

/** A pickle of protocol 2: arrays become tuples, maps dictionaries, objects calls. */
export function pickleOf(value: PickleValue): Uint8Array<ArrayBuffer> {
  return concatBytes([Uint8Array.of(0x80, 2), pickled(value), utf8.encode('.')]);
}

/** The instructions that push a value. */
export function pickled(value: PickleValue): Uint8Array {
  if (value === null) return utf8.encode('N');
  if (typeof value === 'boolean') return Uint8Array.of(value ? 0x88 : 0x89);
  if (typeof value === 'bigint') return integer(value);
  if (typeof value === 'number') return Number.isInteger(value) ? integer(BigInt(value)) : float(value);
  if (typeof value === 'string')
    return concatBytes([utf8.encode('X'), uint32(utf8.encode(value).length), utf8.encode(value)]);
  if (value instanceof Uint8Array) return concatBytes([utf8.encode('B'), uint32(value.length), value]);
  if (value instanceof Map) return group('}(', [...value].flat(), 'u');
  if (value instanceof Set) return concatBytes([Uint8Array.of(0x8f), group('(', [...value], '\x90')]);
  if (value instanceof PickleGlobal) return name(value.name);
  if (value instanceof PicklePersistent) return concatBytes([pickled(value.id), utf8.encode('Q')]);
  if (value instanceof PickleObject) {
    const call = [name(value.global), pickled(value.args), utf8.encode('R')];
    return concatBytes(value.state === null ? call : [...call, pickled(value.state), utf8.encode('b')]);
  }
  return group('(', value as readonly PickleValue[], 't');
}

/** A tensor as torch describes it; `change` replaces arguments of `_rebuild_tensor_v2`. */
export function tensorValue(
  key: string,
  length: number,
  shape: readonly number[],
  {
    type = 'FloatStorage',
    offset = 0,
    strides = rowMajor(shape),
  }: { readonly type?: string; readonly offset?: number; readonly strides?: readonly number[] } = {},
): PickleObject {
  const storage = new PicklePersistent(['storage', new PickleGlobal(`torch.${type}`), key, 'cpu', length]);
  const hooks = new PickleObject('collections.OrderedDict', []);
  return new PickleObject('torch._utils._rebuild_tensor_v2', [storage, offset, shape, strides, false, hooks]);
}

export interface TorchZipParts {
  readonly pickle: Uint8Array;
  readonly storages?: Readonly<Record<string, Uint8Array>>;
  readonly byteorder?: string;
  readonly pack?: 'stored' | 'deflate';
}

/** A zip as `torch.save` writes it, except that it is not aligned. */
export function torchZip({
  pickle,
  storages = {},
  byteorder,
  pack = 'stored',
}: TorchZipParts): Uint8Array<ArrayBuffer> {
  const order = byteorder === undefined ? [] : [{ path: 'archive/byteorder', bytes: utf8.encode(byteorder), pack }];
  const data = Object.entries(storages).map(([key, bytes]) => ({ path: `archive/data/${key}`, bytes, pack }));
  return writeZip([{ path: 'archive/data.pkl', bytes: pickle, pack }, ...order, ...data]);
}

/** Little-endian bytes of float32 numbers. */
export function floats(...values: readonly number[]): Uint8Array {
  return new Uint8Array(Float32Array.from(values).buffer);
}

/** Each character a byte. */
export function latin1(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

/** A dictionary of one tensor, `w`. */
export function dictionary(tensor: PickleValue): Map<string, PickleValue> {
  return new Map([['w', tensor]]);
}

/** A zip of what was saved; by default with one storage of two numbers. */
export function torchOf(
  root: PickleValue,
  storages: Readonly<Record<string, Uint8Array>> = { 0: floats(1, 2) },
): Uint8Array<ArrayBuffer> {
  return torchZip({ pickle: pickleOf(root), storages });
}

/** What the form of PyTorch before 1.6 holds. */
export interface LegacyParts {
  readonly version?: number;
  readonly machine?: PickleValue;
  readonly root: PickleValue;
  readonly keys: PickleValue;
  readonly storages?: Uint8Array;
}

/** A file of PyTorch before 1.6: its pickles, and the storages that follow. */
export function legacyFile({
  version = 1001,
  machine = new Map(),
  root,
  keys,
  storages,
}: LegacyParts): Uint8Array<ArrayBuffer> {
  const magic = latin1('\x80\x02\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19.');
  const pickles = [version, machine, root, keys].map((value) => pickleOf(value));
  return concatBytes([magic, ...pickles, storages ?? new Uint8Array(0)]);
}

/** A storage of numbers after the length that it claims. */
export function legacyStorage(length: number, ...values: readonly number[]): Uint8Array {
  return concatBytes([new Uint8Array(BigInt64Array.of(BigInt(length)).buffer), floats(...values)]);
}

/** A safetensors file with any header, and zeros after it. */
export function safetensorsFile(header: string, dataBytes = 0): Uint8Array<ArrayBuffer> {
  const length = new Uint8Array(BigInt64Array.of(BigInt(header.length)).buffer);
  return concatBytes([length, latin1(header), new Uint8Array(dataBytes)]);
}

/** Opens a file and reads all its tensors. @returns how many elements they have */
export async function readAllTensors(file: Uint8Array, kind: 'torch' | 'safetensors'): Promise<number> {
  const { tensors } = kind === 'torch' ? await openTorchFile(byteSourceOf(file)) : await openSafetensors(file);
  let elements = 0;
  for (const tensor of tensors.values()) elements += (await tensor.readFloat32()).length;
  return elements;
}

/** A file that is refused, with what is said of it. */
export type RefusedFile = readonly [what: string, file: Uint8Array, code: FormatErrorCode, message: string | RegExp];

/** Checks that a file is refused with exactly this code and message, and with a hint that is a sentence. */
export async function expectRefusal(
  file: Uint8Array,
  kind: 'torch' | 'safetensors',
  code: string,
  message: string | RegExp,
) {
  const error: unknown = await readAllTensors(file, kind).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(CodedError);
  expect(error).toMatchObject({
    code,
    message: typeof message === 'string' ? message : expect.stringMatching(message),
  });
  expect((error as FormatError).hint).toMatch(/\.$/u);
}

function rowMajor(shape: readonly number[]): readonly number[] {
  return shape.map((_, axis) => shape.slice(axis + 1).reduce((product, size) => product * size, 1));
}

function group(open: string, items: readonly PickleValue[], close: string): Uint8Array {
  const end = Uint8Array.from(close, (character) => character.charCodeAt(0));
  return concatBytes([utf8.encode(open), ...items.map(pickled), end]);
}

function name(full: string): Uint8Array {
  const dot = full.lastIndexOf('.');
  return utf8.encode(`c${full.slice(0, dot)}\n${full.slice(dot + 1)}\n`);
}

/** LONG1, as torch writes what needs more than 32 bits; here for every integer. */
function integer(value: bigint): Uint8Array {
  const bytes: number[] = [];
  for (let rest = BigInt.asUintN(64, value), i = 0; i < 8; i++, rest >>= 8n) bytes.push(Number(rest & 255n));
  return Uint8Array.of(0x8a, 8, ...bytes);
}

function float(value: number): Uint8Array {
  const bytes = new Uint8Array(9);
  bytes[0] = 0x47;
  new DataView(bytes.buffer).setFloat64(1, value, false);
  return bytes;
}

function uint32(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value, true);
  return bytes;
}
