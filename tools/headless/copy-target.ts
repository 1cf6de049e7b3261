import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statfsSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname, join, resolve, sep } from 'node:path';
import { CodedError } from '../../src/errors/coded-error';
import { documentedHint, firstLine } from './error';

/** Where the files of a copy go. */
export interface CopyFiles {
  readonly out: string;
  readonly form: 'zip' | 'files';
  /** @throws CodedError `bad-arguments` where the disk has less room */
  checkSpace(bytes: number): void;
  /** The next bytes of a file. @param path relative; empty for the zip file */
  write(path: string, bytes: Uint8Array, isLast: boolean): void;
  end(): void;
  /** Takes away what is not whole. */
  abandon(): void;
}

/**
 * A zip file where the name ends so, else a folder, which must be empty: a data set must not be mixed with another one.
 * @throws CodedError `bad-arguments`
 */
export function copyTarget(out: string | undefined): CopyFiles {
  if (out === undefined)
    throw new CodedError('bad-arguments', 'augment needs --out, a folder or a zip file.', documentedHint);
  const place = resolve(out);
  const isZip = /\.zip$/iu.test(out);
  if (existsSync(place) && isZip) throw exists(out, 'is there already');
  if (existsSync(place) && !statSync(place).isDirectory()) throw exists(out, 'is a file');
  if (existsSync(place) && readdirSync(place).length > 0) throw exists(out, 'is not empty');
  return isZip ? intoFile(place) : intoFolder(place);
}

function exists(out: string, what: string): CodedError {
  return new CodedError('bad-arguments', `--out: ${out} ${what}.`, 'Name another place, or remove it.');
}

function intoFolder(out: string): CopyFiles {
  const open = new OpenFile();
  return {
    out,
    form: 'files',
    checkSpace: (bytes) => checkSpace(out, bytes),
    write(path, bytes, isLast) {
      const file = join(out, path);
      if (!file.startsWith(out + sep)) throw new CodedError('internal', `${path} leads out of ${out}.`, documentedHint);
      open.write(file, bytes, isLast);
    },
    end: () => undefined,
    abandon: () => open.close(),
  };
}

function intoFile(out: string): CopyFiles {
  const open = new OpenFile();
  const part = `${out}.part`;
  return {
    out,
    form: 'zip',
    checkSpace: (bytes) => checkSpace(out, bytes),
    write: (_, bytes, isLast) => open.write(part, bytes, isLast),
    end: () => renameSync(part, out),
    abandon() {
      open.close();
      rmSync(part, { force: true });
    },
  };
}

/** The file that is written now. */
class OpenFile {
  #open: number | null = null;

  write(file: string, bytes: Uint8Array, isLast: boolean): void {
    if (this.#open === null) {
      mkdirSync(dirname(file), { recursive: true });
      this.#open = openSync(file, 'w');
    }
    for (let at = 0; at < bytes.length;) at += writeSync(this.#open, bytes, at);
    if (isLast) this.close();
  }

  close(): void {
    if (this.#open !== null) closeSync(this.#open);
    this.#open = null;
  }
}

function checkSpace(out: string, bytes: number): void {
  let folder = dirname(out);
  while (!existsSync(folder)) folder = dirname(folder);
  let free: number;
  try {
    const { bavail, bsize } = statfsSync(folder);
    free = bavail * bsize;
  } catch (error) {
    console.error(`The free space of ${folder} is not known (${firstLine(error)}).`);
    return;
  }
  if (bytes <= free) return;
  const gigabytes = (value: number) => `${(value / 1e9).toFixed(1)} GB`;
  throw new CodedError(
    'bad-arguments',
    `--out: the copies take about ${gigabytes(bytes)}, and ${folder} has ${gigabytes(free)} free.`,
    'Name a larger disk, or write fewer copies.',
  );
}
