import { isImagePath } from '../file-tree';
import type { OpenDataSet } from './copied-files';
import { CopyNames } from './copy-names';
import { chosenParts, type CopyOptions } from './copy-options';
import { copyPicture, type ChangePicture } from './copy-picture';
import { planPictures, type PlannedPicture } from './planned-pictures';

/** What a copy will take. */
export interface CopyEstimate {
  /** Pictures that are read. */
  readonly pictures: number;
  /** Copies that are written. */
  readonly copies: number;
  /** Of all files together. */
  readonly bytes: number;
  readonly seconds: number;
}

/** So many pictures are changed to see how large they get, and how long it takes. */
const sampled = 5;
/** The names in lists and in the zip file's own list, for each picture. */
const bytesOfNames = 300;

/**
 * Says what a copy will take, from the sizes of all files and a few pictures that are changed for it.
 * @param workers pictures that are changed at the same time, each by a worker of its own, in turns
 * @throws CodedError `bad-config` for options that do not fit; what the signal is aborted with
 */
export async function estimateCopies(
  { set, tree }: OpenDataSet,
  options: CopyOptions,
  {
    change,
    workers,
    signal,
  }: { readonly change: ChangePicture; readonly workers: number; readonly signal?: AbortSignal },
): Promise<CopyEstimate> {
  const { copied, unchanged } = chosenParts(set, options);
  const planned = planPictures(copied, unchanged, options);
  const names = new CopyNames([...tree.files.keys()].filter(isImagePath));
  const toChange = planned.filter(({ draws }) => draws.some((draw) => draw !== null));
  const sample = Array.from({ length: Math.min(sampled, toChange.length) }, (_, at) => {
    return toChange[Math.floor((at * toChange.length) / Math.min(sampled, toChange.length))]!;
  });
  const sum = { before: 0, after: 0, milliseconds: 0, changed: 0 };
  const [first] = sample;
  // The first picture of a worker takes its start, too.
  if (first !== undefined)
    await Promise.all(Array.from({ length: workers }, () => copyPicture(changedOnly(first), set, tree, names, change)));
  for (const picture of sample) {
    signal?.throwIfAborted();
    const only = changedOnly(picture);
    const begun = performance.now();
    const outcome = await copyPicture(only, set, tree, names, change);
    if (outcome.kind === 'unreadable') continue;
    sum.milliseconds += performance.now() - begun;
    sum.changed += only.draws.length;
    sum.before += picture.file.size * only.draws.length;
    for (const { content } of outcome.files) sum.after += content instanceof Uint8Array ? content.length : 0;
  }
  const ratio = sum.before === 0 ? 1 : sum.after / sum.before;
  const perChanged = sum.changed === 0 ? 0 : sum.milliseconds / sum.changed / 1000;
  const total = { copies: 0, changed: 0, bytes: 0 };
  for (const { file, annotations, isKept, draws } of planned) {
    const changed = draws.filter((draw) => draw !== null).length;
    const same = draws.length - changed + (isKept ? 1 : 0);
    const texts = annotations.reduce((bytes, path) => bytes + (tree.files.get(path)?.size ?? 0), 0);
    total.copies += draws.length;
    total.changed += changed;
    total.bytes += file.size * (same + changed * ratio) + (same + changed) * (texts + bytesOfNames);
  }
  for (const { images } of copied) total.bytes += commonBytes(images, tree) * options.copies;
  for (const { images } of unchanged) total.bytes += commonBytes(images, tree);
  return {
    pictures: planned.length,
    copies: total.copies,
    bytes: Math.round(total.bytes),
    seconds: (total.changed * perChanged) / Math.max(1, Math.min(workers, toChange.length)),
  };
}

/** Without what stays as it is, so that every picture of the outcome is a changed one. */
function changedOnly(picture: PlannedPicture): PlannedPicture {
  const draws = picture.draws.filter((draw) => draw !== null);
  return { ...picture, annotations: [], isKept: false, draws };
}

/** Of annotations that many images share. */
function commonBytes(images: OpenDataSet['set']['parts'][number]['images'], tree: OpenDataSet['tree']): number {
  const [first] = images;
  if (first?.place === null || first?.annotation === null || first === undefined) return 0;
  return tree.files.get(first.annotation)?.size ?? 0;
}
