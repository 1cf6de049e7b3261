import { CodedError } from '../../src/errors/coded-error';
import type { ErrorCode } from '../../src/errors/codes';
import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { firstLine } from './error';

/** A file of this machine and where it lies in what was named. */
export interface LocalFile {
  /** Relative, with slashes. */
  readonly path: string;
  readonly file: string;
}

/** What a path leads to. */
export type LocalPlace =
  | { readonly kind: 'file'; readonly name: string; readonly file: string }
  | { readonly kind: 'folder'; readonly name: string; readonly files: readonly LocalFile[] };

/**
 * A file, or a folder with all files in it. Names that begin with a dot are left out; links are followed.
 * @param said how the user calls it, e.g. `--model`
 * @throws CodedError where there is nothing, or nothing that can be listed
 */
export function placeAt(path: string, said: string, code: ErrorCode = 'bad-arguments'): LocalPlace {
  if (!existsSync(path))
    throw new CodedError(code, `${said}: there is no file or folder ${path}.`, 'Correct the path.');
  const name = basename(resolve(path));
  try {
    if (!statSync(path).isDirectory()) return { kind: 'file', name, file: resolve(path) };
    return { kind: 'folder', name, files: listFolder(resolve(path), '', new Set()) };
  } catch (error) {
    throw new CodedError(code, `${said}: cannot read ${path} (${firstLine(error)}).`, 'Correct its permissions.');
  }
}

/** @throws CodedError where there is no such file */
export function fileAt(path: string, said: string, code: ErrorCode = 'bad-arguments'): string {
  if (existsSync(path) && statSync(path).isFile()) return resolve(path);
  throw new CodedError(code, `${said}: there is no file ${path}.`, 'Correct the path.');
}

/** @throws CodedError where it cannot be read */
export function readLocal(path: string, said: string, code: ErrorCode = 'bad-arguments'): Uint8Array {
  const file = fileAt(path, said, code);
  try {
    return readFileSync(file);
  } catch (error) {
    throw new CodedError(code, `${said}: cannot read ${path} (${firstLine(error)}).`, 'Correct its permissions.');
  }
}

/** @param above the real folders that lead here: a link to one of them has no end */
function listFolder(folder: string, prefix: string, above: ReadonlySet<string>): LocalFile[] {
  const real = realpathSync(folder);
  if (above.has(real)) return [];
  const files: LocalFile[] = [];
  for (const entry of readdirSync(folder, { withFileTypes: true }).toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    if (entry.name.startsWith('.')) continue;
    const file = join(folder, entry.name);
    const path = `${prefix}${entry.name}`;
    const target = entry.isSymbolicLink() ? statSync(file, { throwIfNoEntry: false }) : entry;
    if (target?.isDirectory()) files.push(...listFolder(file, `${path}/`, new Set([...above, real])));
    else if (target?.isFile()) files.push({ path, file });
  }
  return files;
}
