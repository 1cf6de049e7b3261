import { CodedError } from '../../errors/coded-error';
import { decodeXml } from '../../formats/text/text-encoding';
import type { DrawnTransform } from '../../photometrics/dictionary/draw-from-policy';
import type { DataSet } from '../data-set';
import { mostImageBytes } from '../data-set-images';
import { readBytes, type FileTree } from '../file-tree';
import type { DataProblem } from '../problem-list';
import { type CopyNames, copyTypeOf, nameOf, type CopyType } from './copy-names';
import type { PlannedPicture } from './planned-pictures';
import { vocCopy } from './voc-copy';

/** A file of the copy: its bytes, or a text in pieces. */
export interface CopiedFile {
  readonly path: string;
  readonly content: Uint8Array | Iterable<string>;
}

/** A picture that is to be changed. It can cross to another thread. */
export interface CopyOrder {
  readonly file: Blob;
  readonly draws: readonly DrawnTransform[];
  readonly type: CopyType;
}

/** Decodes a picture once, changes it by each draw, and encodes what comes out. @throws CodedError where the file holds no picture */
export type ChangePicture = (order: CopyOrder) => Promise<readonly Uint8Array[]>;

/** What became of a picture. */
export type PictureOutcome =
  | { readonly kind: 'written'; readonly files: readonly CopiedFile[] }
  | { readonly kind: 'unreadable'; readonly problem: DataProblem };

const mostAnnotationBytes = 4_000_000;

/** Makes all files of a picture: itself where it is kept, its copies, and its annotations for each. What cannot be read is no failure of the whole. */
export async function copyPicture(
  { file, annotations, isKept, draws }: PlannedPicture,
  { format }: Pick<DataSet, 'format'>,
  tree: FileTree,
  names: CopyNames,
  change: ChangePicture,
): Promise<PictureOutcome> {
  const files: CopiedFile[] = [];
  let read = file.path;
  try {
    const original = await file.read(mostImageBytes);
    const drawn = draws.filter((draw) => draw !== null);
    const changed =
      drawn.length === 0 ? [] : await change({ file: original, draws: drawn, type: copyTypeOf(file.path) });
    const isAsItIs = isKept || drawn.length < draws.length;
    const bytes = isAsItIs ? new Uint8Array(await original.arrayBuffer()) : new Uint8Array(0);
    if (isKept) files.push({ path: file.path, content: bytes });
    let next = 0;
    for (const [at, draw] of draws.entries())
      files.push({
        path: names.picture(file.path, at + 1, draw !== null),
        content: draw === null ? bytes : changed[next++]!,
      });
    for (const path of annotations) {
      read = path;
      const annotation = await readBytes(tree.files.get(path)!, mostAnnotationBytes);
      if (isKept) files.push({ path, content: annotation });
      for (const [at, draw] of draws.entries()) {
        const picture = nameOf(names.picture(file.path, at + 1, draw !== null));
        const content = format === 'voc' ? [vocCopy(decodeXml(annotation), picture)] : annotation;
        files.push({ path: names.beside(path, file.path, at + 1), content });
      }
    }
    return { kind: 'written', files };
  } catch (error) {
    if (error instanceof CodedError && isOfTheProgram(error)) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    return { kind: 'unreadable', problem: { file: read, reason } };
  }
}

/** Errors that no other file would mend. */
function isOfTheProgram({ code }: CodedError): boolean {
  return code === 'internal' || code === 'cancelled';
}
