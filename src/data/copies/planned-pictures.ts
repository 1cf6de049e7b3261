import type { DrawnTransform } from '../../photometrics/dictionary/draw-from-policy';
import type { DataImage, DataPart } from '../data-set';
import type { TreeFile } from '../file-tree';
import type { CopyOptions } from './copy-options';
import { drawCopies } from './draw-copies';

/** A picture, and what is written of it. */
export interface PlannedPicture {
  readonly file: TreeFile;
  /** Paths of the annotations of its own; those that are common to many pictures are written at the end. */
  readonly annotations: readonly string[];
  /** Whether the picture itself is written. */
  readonly isKept: boolean;
  /** Its copies; null for one that is not changed. */
  readonly draws: readonly (DrawnTransform | null)[];
}

/** Every picture once, in the order of the parts, whether one part or several have it. */
export function planPictures(
  copied: readonly DataPart[],
  unchanged: readonly DataPart[],
  options: CopyOptions,
): readonly PlannedPicture[] {
  const planned = new Map<string, { file: TreeFile; annotations: Set<string>; isKept: boolean; isCopied: boolean }>();
  const add = ({ file, annotation, place }: DataImage, isCopied: boolean) => {
    const known = planned.get(file.path) ?? { file, annotations: new Set(), isKept: false, isCopied: false };
    planned.set(file.path, known);
    if (annotation !== null && place === null) known.annotations.add(annotation);
    if (isCopied) known.isCopied = true;
    if (!isCopied || options.originals) known.isKept = true;
  };
  for (const { images } of copied) for (const image of images) add(image, true);
  for (const { images } of unchanged) for (const image of images) add(image, false);
  return [...planned.values()].map(({ file, annotations, isKept, isCopied }) => ({
    file,
    annotations: [...annotations],
    isKept,
    draws: isCopied ? drawCopies(options, file.path) : [],
  }));
}
