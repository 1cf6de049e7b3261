/** The header of a safetensors file: u64 length N, N bytes of JSON, then the data (`clip-weights.md` 3.5, huggingface/safetensors). */
import { CodedError } from '../../errors/coded-error';
import { dtypeBytes, elementCount, isTensorDtype, type TensorDtype } from '../tensor-data';

/** Where one tensor of the file lies. */
export interface TensorInfo {
  readonly name: string;
  readonly dtype: TensorDtype;
  readonly shape: readonly number[];
  /** First byte, counted from the start of the file. */
  readonly start: number;
  /** The byte after the last. */
  readonly end: number;
}

/** A checked header: every tensor lies inside the file, none overlaps another, every length fits its shape. */
export interface SafetensorsHeader {
  readonly metadata: ReadonlyMap<string, string>;
  readonly tensors: ReadonlyMap<string, TensorInfo>;
}

/** Bytes before the JSON. */
export const lengthBytes = 8;
const maxHeaderBytes = 25 * 2 ** 20;
const maxTensors = 65_536;
const maxRank = 8;
const reExport = 'Save the file again with the safetensors library.';
const reload = 'The file is incomplete: copy or download it again.';

/** Bytes of JSON that the first 8 bytes announce. @throws FormatError where they cannot be right. */
export function safetensorsJsonLength(first: Uint8Array, fileSize: number): number {
  if (first.length < lengthBytes) {
    throw new CodedError('truncated', `a safetensors file has at least 8 bytes, this one has ${first.length}`, reload);
  }
  const view = new DataView(first.buffer, first.byteOffset, lengthBytes);
  const length = Number(view.getBigUint64(0, true));
  if (length > maxHeaderBytes) {
    throw new CodedError(
      'too-large',
      `the header claims ${length} bytes, more than ${maxHeaderBytes}`,
      'This is probably not a safetensors file.',
    );
  }
  if (lengthBytes + length > fileSize) {
    throw new CodedError(
      'truncated',
      `the header needs ${length} bytes, the file has ${fileSize - lengthBytes} after its length`,
      reload,
    );
  }
  return length;
}

/** Reads and checks the JSON. @throws FormatError naming the first thing that is wrong. */
export function parseSafetensorsHeader(json: Uint8Array, fileSize: number): SafetensorsHeader {
  const dataStart = lengthBytes + json.length;
  const entries = Object.entries(parseObject(json));
  if (entries.length > maxTensors)
    throw new CodedError('too-large', `${entries.length} tensors, more than ${maxTensors}`, reExport);
  const tensors = new Map<string, TensorInfo>();
  let metadata: ReadonlyMap<string, string> = new Map();
  for (const [name, entry] of entries) {
    if (name === '__metadata__') metadata = parseMetadata(entry);
    else tensors.set(name, parseTensor(name, entry, dataStart, fileSize));
  }
  refuseOverlaps(tensors);
  return { metadata, tensors };
}

function parseObject(json: Uint8Array): object {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(json));
  } catch (cause) {
    throw new CodedError('invalid-header', 'the header is not JSON', 'This is probably not a safetensors file.', {
      cause,
    });
  }
  if (!isRecord(value)) throw new CodedError('invalid-header', 'the header is not a JSON object', reExport);
  return value;
}

function parseMetadata(entry: unknown): ReadonlyMap<string, string> {
  const texts = isRecord(entry) ? Object.entries(entry) : undefined;
  if (texts === undefined || !texts.every((pair): pair is [string, string] => typeof pair[1] === 'string')) {
    throw new CodedError('invalid-header', '__metadata__ is not an object of texts', reExport);
  }
  return new Map(texts);
}

function parseTensor(name: string, entry: unknown, dataStart: number, fileSize: number): TensorInfo {
  if (!isRecord(entry))
    throw new CodedError('invalid-tensor', `tensor "${name}" is not described by an object`, reExport);
  const { dtype, shape, data_offsets: offsets } = entry;
  if (!isTensorDtype(dtype)) {
    const supported = Object.keys(dtypeBytes).join(', ');
    throw new CodedError(
      'unsupported-type',
      `tensor "${name}" has type ${String(dtype)}`,
      `Convert it to one of ${supported}.`,
    );
  }
  if (!isSizes(shape) || shape.length > maxRank || !Number.isSafeInteger(elementCount(shape))) {
    throw new CodedError('invalid-tensor', `tensor "${name}" has shape ${JSON.stringify(shape)}`, reExport);
  }
  if (!isSizes(offsets) || offsets.length !== 2 || offsets[0]! > offsets[1]!) {
    throw new CodedError('invalid-tensor', `tensor "${name}" has offsets ${JSON.stringify(offsets)}`, reExport);
  }
  const bytes = offsets[1]! - offsets[0]!;
  const expected = elementCount(shape) * dtypeBytes[dtype];
  if (bytes !== expected) {
    const message = `tensor "${name}" has ${bytes} bytes, but ${dtype} [${shape.join(', ')}] needs ${expected}`;
    throw new CodedError('invalid-tensor', message, reExport);
  }
  const end = dataStart + offsets[1]!;
  if (end > fileSize)
    throw new CodedError('truncated', `tensor "${name}" ends at byte ${end}, the file at ${fileSize}`, reload);
  return { name, dtype, shape, start: dataStart + offsets[0]!, end };
}

function refuseOverlaps(tensors: ReadonlyMap<string, TensorInfo>): void {
  const byStart = [...tensors.values()].filter(({ start, end }) => end > start).sort((a, b) => a.start - b.start);
  byStart.forEach((tensor, i) => {
    const previous = byStart[i - 1];
    if (previous !== undefined && tensor.start < previous.end) {
      throw new CodedError('invalid-tensor', `tensors "${previous.name}" and "${tensor.name}" overlap`, reExport);
    }
  });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isSizes(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every((size) => Number.isSafeInteger(size) && size >= 0);
}
