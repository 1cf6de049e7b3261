import { readFile } from 'node:fs/promises';
import { HeadlessError } from './error';

export interface ImageFile {
  readonly file: string;
  readonly base64: string;
}

/** @throws HeadlessError where none is named or one cannot be read */
export async function readImages(files: readonly string[] | undefined): Promise<ImageFile[]> {
  if (files === undefined || files.length === 0) throw new HeadlessError('bad-arguments', 'Name at least one --image.');
  return Promise.all(
    files.map(async (file) => {
      try {
        return { file, base64: (await readFile(file)).toString('base64') };
      } catch {
        throw new HeadlessError('image-unreadable', `Cannot read ${file}.`, 'Check the path.');
      }
    }),
  );
}
