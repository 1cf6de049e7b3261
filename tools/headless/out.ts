import { CodedError } from '../../src/errors/coded-error';
import { wellFormedJson } from '../../src/formats/text/well-formed-json';
import { existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { documentedHint, firstLine } from './error';
import { root } from '../install.mjs';

/** @throws CodedError without `--out`, or where it is no folder */
export function outOf(out: string | undefined, command: string): string {
  if (out === undefined) throw new CodedError('bad-arguments', `${command} needs --out DIR.`, documentedHint);
  if (existsSync(out) && !statSync(out).isDirectory())
    throw new CodedError('bad-arguments', `--out: ${out} is a file, and a folder is needed.`, 'Name a folder.');
  return resolve(out);
}

/** Makes the folder where it is missing. @throws CodedError `bad-arguments` */
export function makeFolder(out: string): void {
  try {
    mkdirSync(out, { recursive: true });
  } catch (error) {
    throw new CodedError(
      'bad-arguments',
      `--out: ${out} cannot be made (${firstLine(error)}).`,
      'Name another folder.',
    );
  }
}

/** Writes a file so that whoever reads it meanwhile, or after a kill, sees the former one or the new one. */
export function writeWhole(out: string, name: string, content: string | Uint8Array): void {
  const file = join(out, name);
  writeFileSync(`${file}.part`, content);
  renameSync(`${file}.part`, file);
}

/** Writes a document as JSON. */
export function writeResult(out: string, name: string, document: object): void {
  makeFolder(out);
  writeWhole(out, name, `${wellFormedJson(document, 1)}\n`);
}

/** The playground's version. */
export function version(): string {
  const { version: own } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { readonly version: string };
  return own;
}
