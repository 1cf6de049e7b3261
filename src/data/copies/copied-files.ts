import { decodeUtf8 } from '../../formats/text/text-encoding';
import type { DataPart, DataSet } from '../data-set';
import { isImagePath, readBytes, type FileTree } from '../file-tree';
import type { DataProblem } from '../problem-list';
import { aboutCopies, type CopyReport } from './about-copies';
import { ahead } from './ahead';
import { CopyNames } from './copy-names';
import { chosenParts, type CopyOptions } from './copy-options';
import { copyPicture, type ChangePicture, type CopiedFile } from './copy-picture';
import { copiedAnnotations, listFiles, unchangedAnnotations } from './part-files';
import { planPictures, type PlannedPicture } from './planned-pictures';
import { yoloConfigCopy } from './yolo-copies';

/** A data set with its files. */
export interface OpenDataSet {
  readonly set: DataSet;
  readonly tree: FileTree;
}

export interface CopyWork {
  readonly change: ChangePicture;
  /** Pictures that are under way at the same time: changed, or waiting for a worker or to be taken. */
  readonly atOnce: number;
  readonly signal?: AbortSignal;
  /** Pictures that are done, of how many. */
  readonly onProgress?: (done: number, total: number) => void;
}

const mostConfigBytes = 20_000_000;

/**
 * The files of a copy one after the other: pictures with the annotations of their own, then lists and common annotations, at last what was done. The
 * layout is that of the data set. Boxes stay as they are, and so does all else in annotations: no transform moves a pixel.
 * @returns what came of it, at the end
 * @throws CodedError `bad-config` for options that do not fit; what the signal is aborted with
 */
export async function* copiedFiles(
  { set, tree }: OpenDataSet,
  options: CopyOptions,
  { change, atOnce, signal, onProgress }: CopyWork,
): AsyncGenerator<CopiedFile, CopyReport> {
  const { copied, unchanged } = chosenParts(set, options);
  const names = new CopyNames([...tree.files.keys()].filter(isImagePath));
  const plan = planPictures(copied, unchanged, options);
  const planned = new Map<string, PlannedPicture>();
  const unreadable: DataProblem[] = [];
  const paths = new Set<string>();
  const isNew = ({ path }: CopiedFile) => !paths.has(path) && paths.add(path) !== null;
  let done = 0;
  for await (const { item, result } of ahead(plan, (one) => copyPicture(one, set, tree, names, change), atOnce)) {
    signal?.throwIfAborted();
    if (result.kind === 'unreadable') unreadable.push(result.problem);
    else {
      planned.set(item.file.path, item);
      // Pictures may share an annotation.
      yield* result.files.filter(isNew);
    }
    onProgress?.(++done, plan.length);
  }
  const written = { names, planned, originals: options.originals };
  yield* listFiles(copied, unchanged, tree, written);
  for (const part of copied) yield* copiedAnnotations(part, tree, written);
  for (const part of unchanged) yield* unchangedAnnotations(part, tree);
  yield* classFiles(set, tree, [...copied, ...unchanged]);
  const draws = [...planned.values()].flatMap((picture) => picture.draws);
  const changed = draws.filter((draw) => draw !== null).length;
  const report = { copies: draws.length, changed, unreadable };
  yield* aboutCopies(set, options, report, planned.values(), names);
  return report;
}

/** Files that name classes and parts, without the parts that are not written. */
async function* classFiles(set: DataSet, tree: FileTree, parts: readonly DataPart[]): AsyncGenerator<CopiedFile> {
  const dropped = set.parts.filter((part) => !parts.includes(part)).map(({ name }) => name);
  const paths = [...tree.files.keys()];
  for (const path of set.classFiles) {
    const text = decodeUtf8(await readBytes(tree.files.get(path)!, mostConfigBytes));
    yield { path, content: [await yoloConfigCopy(path, text, dropped, paths)] };
  }
}
