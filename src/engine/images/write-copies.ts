import { copiedFiles, type CopyWork, type OpenDataSet } from '../../data/copies/copied-files';
import type { CopyReport } from '../../data/copies/about-copies';
import type { CopyOptions } from '../../data/copies/copy-options';
import type { CopiedFile } from '../../data/copies/copy-picture';
import { isImagePath } from '../../data/file-tree';
import { concatBytes } from '../../formats/bytes';
import { ZipStream } from '../../formats/zip/zip-stream';
import type { CopyPiece, CopyTarget } from '../copy-requests';

/** Smaller pieces wait for the next ones. */
const pieceBytes = 1_000_000;

/** Makes the files of a copy and hands them on, in pieces. */
export async function writeCopies(
  open: OpenDataSet,
  options: CopyOptions,
  form: CopyTarget['form'],
  work: CopyWork,
  write: (piece: CopyPiece) => Promise<void>,
): Promise<CopyReport> {
  const files = copiedFiles(open, options, work);
  const zipped = new Pieces('', write);
  const zip = new ZipStream((bytes) => zipped.add(bytes));
  for (let next = await files.next(); ; next = await files.next()) {
    if (next.done === true) {
      if (form === 'zip') {
        await zip.end();
        await zipped.end();
      }
      return next.value;
    }
    if (form === 'zip') await addToZip(zip, next.value);
    else await writeFile(next.value, write);
  }
}

function addToZip(zip: ZipStream, { path, content }: CopiedFile): Promise<void> {
  if (!(content instanceof Uint8Array)) return zip.deflate(path, content);
  return isImagePath(path) ? zip.store(path, content) : zip.deflate(path, [content]);
}

async function writeFile({ path, content }: CopiedFile, write: (piece: CopyPiece) => Promise<void>): Promise<void> {
  const pieces = new Pieces(path, write);
  if (content instanceof Uint8Array) await pieces.add(content);
  else {
    const encoder = new TextEncoder();
    for (const text of content) await pieces.add(encoder.encode(text));
  }
  await pieces.end();
}

/** Puts small pieces of one file together. */
class Pieces {
  readonly #path: string;
  readonly #write: (piece: CopyPiece) => Promise<void>;
  #waiting: Uint8Array[] = [];
  #size = 0;

  constructor(path: string, write: (piece: CopyPiece) => Promise<void>) {
    this.#path = path;
    this.#write = write;
  }

  async add(bytes: Uint8Array): Promise<void> {
    this.#waiting.push(bytes);
    this.#size += bytes.length;
    if (this.#size >= pieceBytes) await this.#flush(false);
  }

  end(): Promise<void> {
    return this.#flush(true);
  }

  async #flush(isLast: boolean): Promise<void> {
    const bytes = concatBytes(this.#waiting);
    this.#waiting = [];
    this.#size = 0;
    await this.#write({ path: this.#path, bytes, isLast });
  }
}
