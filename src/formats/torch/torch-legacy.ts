import { CodedError } from '../../errors/coded-error';
import type { ByteSource } from '../byte-source';
import { unpickle, type Unpickled } from './pickle';
import type { PickleValue } from './pickle-values';
import { dtypeBytes } from '../tensor-data';
import { isTorchGlobal } from './torch-globals';
import { storageId, type StorageId, type TorchArchive, type TorchStorages } from './torch-tensor';

/** `torch.save`'s magic number 0x1950a86a20f9469cfc6c, as the pickle that every such file starts with. */
const magic = [0x80, 0x02, 0x8a, 0x0a, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19, 0x2e];
const maxPickleBytes = 32 * 2 ** 20;
const saveAgain = 'Load it in Python and save it again with torch.save, which writes a zip since PyTorch 1.6.';

/** Whether these bytes start a file of PyTorch before 1.6. */
export function isLegacyTorchFile(start: Uint8Array): boolean {
  return magic.every((byte, i) => start[i] === byte);
}

/**
 * Opens the form of PyTorch before 1.6 (torch/serialization.py `_legacy_save`): five pickles, the magic number, the version, the
 * machine's sizes, what was saved and the keys of its storages, and then each storage after its length.
 *
 * @throws FormatError
 */
export async function openLegacyTorchFile(source: ByteSource): Promise<TorchArchive> {
  // The pickles do not say how long they are; what follows them may be too large to read.
  const head = await source.read(0, Math.min(maxPickleBytes, source.size));
  let at = 0;
  const next = (): Unpickled => {
    const unpickled = unpickle(head.subarray(at), isTorchGlobal);
    at += unpickled.end;
    return unpickled;
  };
  next();
  const { value: version } = next();
  if (version !== 1001)
    throw new CodedError('unsupported-type', `the file has version ${shown(version)}, not 1001`, saveAgain);
  const { value: machine } = next();
  if (machine instanceof Map && machine.get('little_endian') === false)
    throw new CodedError('unsupported-type', 'its numbers have their highest byte first', saveAgain);
  const { value: root, persistents } = next();
  const { value: keys } = next();
  if (!Array.isArray(keys)) throw new CodedError('invalid-data', 'the file has no list of its storages', saveAgain);
  const ids = new Map(persistents.map((persistent) => storageId(persistent)).map((id) => [id.key, id]));
  return { root, storages: legacyStorages(source, at, keys as readonly PickleValue[], ids) };
}

function legacyStorages(
  source: ByteSource,
  start: number,
  keys: readonly PickleValue[],
  ids: ReadonlyMap<string, StorageId>,
): TorchStorages {
  const places = new Map<string, { readonly start: number; readonly size: number; readonly length: number }>();
  let at = start;
  for (const key of keys) {
    const id = typeof key === 'string' ? ids.get(key) : undefined;
    if (id === undefined)
      throw new CodedError('invalid-data', `the file lists a storage ${shown(key)} that no tensor has`, saveAgain);
    const size = id.length * dtypeBytes[id.dtype];
    places.set(id.key, { start: at + 8, size, length: id.length });
    at += 8 + size;
  }
  if (at > source.size) {
    const hint = 'The file is incomplete: copy or download it again.';
    throw new CodedError('truncated', `the storages end at byte ${at}, the file at ${source.size}`, hint);
  }
  const place = (key: string) => {
    const found = places.get(key);
    if (found === undefined) throw new CodedError('missing-tensor', `the file lacks storage "${key}"`, saveAgain);
    return found;
  };
  return {
    size: (key) => place(key).size,
    read: async (key, from, to) => {
      const { start: first, length } = place(key);
      const header = await source.read(first - 8, first);
      const stated = new DataView(header.buffer, header.byteOffset, 8).getBigUint64(0, true);
      if (stated !== BigInt(length)) {
        const problem = `storage "${key}" has ${stated} elements where the file's list has ${length}`;
        throw new CodedError('invalid-data', problem, saveAgain);
      }
      return source.read(first + from, first + to);
    },
  };
}

function shown(value: PickleValue): string {
  return typeof value === 'string' || typeof value === 'number'
    ? JSON.stringify(value).slice(0, 40)
    : 'that is no text';
}
