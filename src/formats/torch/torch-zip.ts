import { CodedError } from '../../errors/coded-error';
import type { ByteSource } from '../byte-source';
import { unpickle } from './pickle';
import { isTorchGlobal } from './torch-globals';
import type { TorchArchive, TorchStorages } from './torch-tensor';
import { openZipArchive, type ZipArchive } from '../zip/zip-archive';
import type { ZipEntry, ZipLimits } from '../zip/zip-directory';
import { unreadableEntry } from '../zip/zip-entry';

const limits: ZipLimits = { entries: 200_000, entryBytes: 2 ** 36, totalBytes: 2 ** 38 };
const maxPickleBytes = 32 * 2 ** 20;
const saveAgain = 'Save it again with torch.save; torch writes its files into the zip as they are.';

/**
 * Opens the form of PyTorch since 1.6, and TorchScript's: a zip of `<name>/data.pkl`, `<name>/byteorder` and `<name>/data/<key>`.
 *
 * @throws FormatError
 */
export async function openTorchZip(source: ByteSource): Promise<TorchArchive> {
  const archive = await openZipArchive(source, limits);
  const [pickle, ...more] = [...archive.entries.values()].filter(({ path }) => /^[^/]+\/data\.pkl$/u.test(path));
  if (pickle === undefined || more.length > 0) {
    const what = pickle === undefined ? 'no data.pkl' : `${1 + more.length} times data.pkl`;
    throw new CodedError('invalid-header', `the zip file is no PyTorch checkpoint: it holds ${what}`, saveAgain);
  }
  const folder = pickle.path.slice(0, -'data.pkl'.length);
  await checkByteOrder(source, archive, folder);
  const bytes = await readEntry(source, archive, pickle, maxPickleBytes);
  return { root: unpickle(bytes, isTorchGlobal).value, storages: zipStorages(source, archive, `${folder}data/`) };
}

function zipStorages(source: ByteSource, archive: ZipArchive, folder: string): TorchStorages {
  const entry = (key: string): ZipEntry => {
    const found = archive.entries.get(folder + key);
    if (found === undefined)
      throw new CodedError('missing-tensor', `the zip file lacks "${folder}${key}"`, 'Copy or download it again.');
    return asStored(found);
  };
  return {
    size: (key) => entry(key).size,
    read: async (key, start, end) => {
      const first = await archive.packedStart(entry(key));
      return source.read(first + start, first + end);
    },
  };
}

async function readEntry(source: ByteSource, archive: ZipArchive, entry: ZipEntry, most: number): Promise<Uint8Array> {
  if (entry.size > most)
    throw new CodedError('too-large', `"${entry.path}" has ${entry.size} bytes, more than ${most}`, saveAgain);
  const start = await archive.packedStart(asStored(entry));
  return source.read(start, start + entry.size);
}

/** Older files do not say: they are from machines with the lowest byte first. */
async function checkByteOrder(source: ByteSource, archive: ZipArchive, folder: string): Promise<void> {
  const entry = archive.entries.get(`${folder}byteorder`);
  if (entry === undefined) return;
  const order = new TextDecoder().decode(await readEntry(source, archive, entry, 64));
  if (order !== 'little')
    throw new CodedError('unsupported-type', `its numbers are in the byte order ${JSON.stringify(order)}`, saveAgain);
}

function asStored(entry: ZipEntry): ZipEntry {
  if (typeof entry.method === 'object') throw unreadableEntry(entry, entry.method.unreadable);
  if (entry.method !== 'stored') throw new CodedError('unsupported-type', `"${entry.path}" is compressed`, saveAgain);
  if (entry.size !== entry.packedSize) {
    const problem = `"${entry.path}" has two sizes, ${entry.size} and ${entry.packedSize}`;
    throw new CodedError('invalid-header', problem, saveAgain);
  }
  return entry;
}
