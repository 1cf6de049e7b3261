import { parseJson } from '../../formats/text/json-text';
import type { DataList, DataPart } from '../data-set';
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

/** The lists of a part that was copied, or the COCO file that describes it. */
export async function* copiedPartFiles(
  { images, lists }: DataPart,
  tree: FileTree,
  written: WrittenPictures,
): AsyncGenerator<CopiedFile> {
  const pathOf = new Map(images.map(({ id, file }) => [id, file.path]));
  for (const list of lists) yield { path: list.path, content: listLines(list, pathOf, written) };
  const [first] = images;
  if (first?.place === null || first?.annotation === null || first === undefined) return;
  const file = parseJson(await readText(tree.files.get(first.annotation)!, mostTextBytes));
  const copies = images.map((image) => ({
    place: image.place!,
    names: copiesOf(image.file.path, written).map(({ path }) => nameOf(path)),
  }));
  yield { path: first.annotation, content: cocoCopies(file as Readonly<Record<string, unknown>>, copies) };
}

/** The same files of a part that stays as it is. */
export async function* unchangedPartFiles({ images, lists }: DataPart, tree: FileTree): AsyncGenerator<CopiedFile> {
  const common = images.flatMap(({ annotation, place }) => (place === null || annotation === null ? [] : [annotation]));
  for (const path of new Set([...lists.map((list) => list.path), ...common]))
    yield { path, content: await readBytes(tree.files.get(path)!, mostTextBytes) };
}

function* listLines({ entries }: DataList, pathOf: ReadonlyMap<string, string>, written: WrittenPictures) {
  for (const { text, image } of entries)
    for (const { path, suffix } of copiesOf(pathOf.get(image)!, written)) {
      // A line of YOLO is the path of a picture; one of VOC names the annotation.
      const isPath = nameOf(text.replaceAll('\\', '/')) === nameOf(pathOf.get(image)!);
      yield `${isPath ? folderOf(text.replaceAll('\\', '/')) + nameOf(path) : text + suffix}\n`;
    }
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
