import { wellFormedJson } from '../text/well-formed-json';
import { openSafetensors, type WritableTensor } from './safetensors';
import { lengthBytes, safetensorsJsonLength } from './safetensors-header';
import { encodeTensorData } from '../tensor-data';

/**
 * A file with further tensors after those it has, and further metadata; a key that is there already takes the new text.
 * In parts, to be written one after another: the data of the file is not copied.
 * @throws FormatError where the file's header is wrong, RangeError for a name that it has
 */
export async function extendSafetensors(
  file: Uint8Array<ArrayBuffer>,
  further: readonly WritableTensor[],
  metadata: Readonly<Record<string, string>>,
): Promise<readonly Uint8Array<ArrayBuffer>[]> {
  const { tensors, metadata: former } = await openSafetensors(file);
  const dataStart = lengthBytes + safetensorsJsonLength(file.subarray(0, lengthBytes), file.length);
  const data = file.subarray(dataStart);
  const entries: Record<string, unknown> = { __metadata__: { ...Object.fromEntries(former), ...metadata } };
  for (const [name, { dtype, shape, start, end }] of tensors)
    entries[name] = { dtype, shape, data_offsets: [start - dataStart, end - dataStart] };
  const parts: Uint8Array<ArrayBuffer>[] = [data];
  let offset = data.length;
  for (const { name, dtype, shape, data: values } of further) {
    if (name in entries) throw new RangeError(`"${name}" cannot be the name of one more tensor`);
    // Elements are never shared memory here: what is written comes from a file or from the page itself.
    const bytes = encodeTensorData(values, dtype) as Uint8Array<ArrayBuffer>;
    entries[name] = { dtype, shape, data_offsets: [offset, offset + bytes.length] };
    parts.push(bytes);
    offset += bytes.length;
  }
  const json = new TextEncoder().encode(wellFormedJson(entries));
  const padded = new Uint8Array(lengthBytes + Math.ceil(json.length / 8) * 8).fill(0x20);
  new DataView(padded.buffer).setBigUint64(0, BigInt(padded.length - lengthBytes), true);
  padded.set(json, lengthBytes);
  return [padded, ...parts];
}
