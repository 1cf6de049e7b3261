import { parseJson } from '../../formats/text/json-text';
import type { DataPart } from '../data-set';
import { folderOf, readBytes, readText, type FileTree } from '../file-tree';
import { cocoCopies } from './coco-copies';
import { nameOf, type CopyNames } from './copy-names';
import type { CopiedFile } from './copy-picture';
import type { PlannedPicture } from './planned-pictures';

const mostTextBytes = 500_000_000;

/** What stands for a picture in lists and common annotations. */
export interface WrittenPictures {
  readonly names: CopyNames;
  /** Those that were written, by their path. */
  readonly planned: ReadonlyMap<string, PlannedPicture>;
  /** Whether copied parts have the pictures themselves, too. */
  readonly originals: boolean;
}

/**
 * The lists of all parts, each path once, whether one part has it, several, or one part twice. A list that a copied part has names copies, also for
 * other parts; one that none has stays as it is.
 */
export async function* listFiles(
  copied: readonly DataPart[],
  unchanged: readonly DataPart[],
  tree: FileTree,
  written: WrittenPictures,
): AsyncGenerator<CopiedFile> {
  /** What stands for each picture, by the path of the list. */
  const united = new Map<string, Map<string, readonly string[]>>();
  for (const { images, lists } of copied) {
    const pathOf = new Map(images.map(({ id, file }) => [id, file.path]));
    for (const { path, entries } of lists) {
      const lines = united.get(path) ?? new Map<string, readonly string[]>();
      united.set(path, lines);
      for (const { text, image } of entries) {
        const picture = pathOf.get(image)!;
        lines.set(picture, copiedLines(text, picture, written));
      }
    }
  }
  const asTheyAre = new Set<string>();
  for (const { images, lists } of unchanged) {
    const pathOf = new Map(images.map(({ id, file }) => [id, file.path]));
    for (const { path, entries } of lists) {
      const lines = united.get(path);
      if (lines === undefined) asTheyAre.add(path);
      else
        for (const { text, image } of entries) {
          const picture = pathOf.get(image)!;
          if (!lines.has(picture)) lines.set(picture, [text]);
        }
    }
  }
  for (const [path, lines] of united) yield { path, content: withLineEnds(lines.values()) };
  for (const path of asTheyAre) yield { path, content: await readBytes(tree.files.get(path)!, mostTextBytes) };
}

/** The COCO file that describes the pictures of a copied part; none where each picture has an annotation of its own. */
export async function* copiedAnnotations(
  { images }: DataPart,
  tree: FileTree,
  written: WrittenPictures,
): AsyncGenerator<CopiedFile> {
  const [first] = images;
  if (first?.place === null || first?.annotation === null || first === undefined) return;
  const file = parseJson(await readText(tree.files.get(first.annotation)!, mostTextBytes));
  const copies = images.map((image) => ({
    place: image.place!,
    names: copiesOf(image.file.path, written).map(({ path }) => nameOf(path)),
  }));
  yield { path: first.annotation, content: cocoCopies(file as Readonly<Record<string, unknown>>, copies) };
}

/** The same file of a part that stays as it is. */
export async function* unchangedAnnotations({ images }: DataPart, tree: FileTree): AsyncGenerator<CopiedFile> {
  const common = images.flatMap(({ annotation, place }) => (place === null || annotation === null ? [] : [annotation]));
  for (const path of new Set(common)) yield { path, content: await readBytes(tree.files.get(path)!, mostTextBytes) };
}

/** What stands for the line of a picture in a list. */
function copiedLines(text: string, picture: string, written: WrittenPictures): readonly string[] {
  // A line of YOLO is the path of a picture; one of VOC names the annotation.
  const said = text.replaceAll('\\', '/');
  const isPath = nameOf(said) === nameOf(picture);
  return copiesOf(picture, written).map(({ path, suffix }) => (isPath ? folderOf(said) + nameOf(path) : text + suffix));
}

function* withLineEnds(groups: Iterable<readonly string[]>): Generator<string> {
  for (const lines of groups) for (const line of lines) yield `${line}\n`;
}

interface WrittenPicture {
  readonly path: string;
  /** What stands behind the name of an annotation. */
  readonly suffix: string;
}

/** Itself where it is kept, then its copies; none where it could not be read. */
function copiesOf(path: string, { names, planned, originals }: WrittenPictures): readonly WrittenPicture[] {
  const picture = planned.get(path);
  if (picture === undefined) return [];
  return [
    ...(originals ? [{ path, suffix: '' }] : []),
    ...picture.draws.map((draw, at) => ({
      path: names.picture(path, at + 1, draw !== null),
      suffix: names.suffix(path, at + 1),
    })),
  ];
}
