import { CodedError } from '../errors/coded-error';
import { isFormatError } from '../errors/areas';
import { blobSourceOf } from '../formats/blob-source';
import type { ByteSource } from '../formats/byte-source';
import { decodeUtf8 } from '../formats/text/text-encoding';
import { windowedSource } from '../formats/windowed-source';
import { anyArchive, openZipArchive, type ZipArchive } from '../formats/zip/zip-archive';
import type { ZipEntry } from '../formats/zip/zip-directory';

/** A file of a data set, read when it is asked for; nothing is ever written. */
export interface TreeFile {
  /** Relative, with slashes. */
  readonly path: string;
  readonly size: number;
  /** @throws FormatError `too-large` beyond `mostBytes`, and where the file around it is damaged */
  read(mostBytes: number): Promise<Blob>;
  /** Its bytes, for whoever wants some of them and no Blob, which takes the browser a moment to make and to read. @throws FormatError as `read` */
  open(mostBytes: number): Promise<ByteSource>;
}

/** The files of a folder or of a zip file. */
export interface FileTree {
  /** Of the folder or zip file. */
  readonly name: string;
  /** By path, in Unicode's composed form (NFC): systems write the same name in two ways. */
  readonly files: ReadonlyMap<string, TreeFile>;
  /** What is wrong with names and paths, before any file is read. */
  readonly problems: readonly { readonly file: string; readonly reason: string }[];
}

export interface NamedBlob {
  readonly path: string;
  readonly file: Blob;
}

/** What systems leave behind in every folder. */
const litter = /(?:^|\/)(?:__MACOSX\/|\._|\.DS_Store$|Thumbs\.db$|desktop\.ini$)/u;

export function treeOfFiles(name: string, files: readonly NamedBlob[]): FileTree {
  return treeOf(
    name,
    files.map(({ path, file }) => ({
      path,
      size: file.size,
      read: async (most) => bounded(path, file, most),
      open: async (most) => blobSourceOf(bounded(path, file, most)),
    })),
    [],
  );
}

/** Sorted, so that the same files give the same order of parts and classes on every system. */
function treeOf(name: string, files: readonly TreeFile[], problems: FileTree['problems']): FileTree {
  const composed = files.map((file) => ({ ...file, path: file.path.normalize('NFC') }));
  const kept = composed.filter(({ path }) => !litter.test(path)).toSorted((a, b) => (a.path < b.path ? -1 : 1));
  const byPath = new Map(kept.map((file) => [file.path, file]));
  const doubles = kept.filter((file) => byPath.get(file.path) !== file);
  return {
    name,
    files: byPath,
    problems: [
      ...problems.filter(({ file }) => !litter.test(file)),
      ...doubles.map(({ path }) => ({
        file: path,
        reason: 'Two files have this name in two forms of Unicode; one is left out.',
      })),
    ],
  };
}

function bounded(path: string, file: Blob, mostBytes: number): Blob {
  if (file.size <= mostBytes) return file;
  throw new CodedError(
    'too-large',
    `"${path}" has more than ${Math.round(mostBytes / 1e6)} MB`,
    'No such file is as large: get the original one.',
  );
}

/** @throws FormatError where the list of the zip file cannot be read */
export async function treeOfZip(name: string, zip: Blob): Promise<FileTree> {
  const archive = await openZipArchive(windowedSource(blobSourceOf(zip)), anyArchive);
  return treeOf(
    name,
    [...archive.entries.values()].map((record) => ({
      path: record.path,
      size: record.size,
      read: async (most) => new Blob([(await archive.read(record, most)) as Uint8Array<ArrayBuffer>]),
      open: async (most) => packedSource(archive, record, most),
    })),
    archive.remarks.map(({ path, reason }) => ({ file: path, reason })),
  );
}

/** A beginning is so long at most; whoever wants more of a packed file gets it unpacked whole. */
const longestStart = 262_144;

/** The bytes of a file in a zip file: a beginning, such as the header of a picture, without the rest, which may be megabytes. */
function packedSource(archive: ZipArchive, entry: ZipEntry, mostBytes: number): ByteSource {
  let whole: Promise<Uint8Array> | null = null;
  return {
    size: entry.size,
    read: async (start, end) => {
      if (whole === null && start === 0 && end <= longestStart && end < entry.size)
        return archive.readStart(entry, end, mostBytes);
      whole ??= archive.read(entry, mostBytes);
      return (await whole).subarray(start, end);
    },
  };
}

/** UTF-8. @throws FormatError for another encoding, and where the browser cannot read the file any more */
export async function readText(file: TreeFile, mostBytes: number): Promise<string> {
  return decodeUtf8(await readBytes(file, mostBytes));
}

/** @throws FormatError, also where the browser cannot read the file any more */
export async function readBytes(file: TreeFile, mostBytes: number): Promise<Uint8Array> {
  try {
    const source = await file.open(mostBytes);
    return await source.read(0, source.size);
  } catch (error) {
    if (isFormatError(error)) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new CodedError('truncated', `"${file.path}" cannot be read (${reason})`, 'Choose the folder again.');
  }
}

/** The folder of a path, with its slash; empty at the top. */
export function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}

/** The name of a file without its folder and its ending. */
export function stemOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(/\.[^.]*$/u, '');
}

/** Joins paths as {@link FileTree} has them, and resolves `.` and `..`; what leads out of the top stays at the top. */
export function joinPath(folder: string, path: string): string {
  const parts: string[] = [];
  for (const part of `${folder}/${path}`.replaceAll('\\', '/').split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return parts.join('/').normalize('NFC');
}

/** Pictures in a format that is read. */
export function isImagePath(path: string): boolean {
  return /\.(?:jpe?g|jpe|jfif|png|webp|bmp|gif|avif)$/iu.test(path);
}

/** Pictures that other tools read, and browsers do not. */
export function isUnreadPicture(path: string): boolean {
  return /\.(?:tiff?|hei[cf]|jp2|j2k|jxl|p[bgpn]m|pfm|dng|raw|cr[23]|nef|arw|orf|rw2|psd|tga|exr|hdr|mpo|svgz?|ico)$/iu.test(
    path,
  );
}
