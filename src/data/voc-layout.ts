import { DataSetError } from './data-set-error';
import { folderOf, isImagePath, readText, stemOf, type FileTree, type TreeFile } from './file-tree';
import type { ProblemList } from './problem-list';

const mostListBytes = 20_000_000;

/** A folder with `Annotations/`, and what belongs to it. */
export interface VocRoot {
  /** With its slash; empty at the top. */
  readonly folder: string;
  /** Short and unique among the roots. */
  readonly label: string;
  /** By the name without `.xml`. */
  readonly annotations: ReadonlyMap<string, TreeFile>;
  /** By the name without its ending. */
  readonly images: ReadonlyMap<string, TreeFile>;
  readonly lists: readonly TreeFile[];
}

/** A list of images. */
export interface VocList {
  readonly root: VocRoot;
  readonly split: string;
  /** What lines are told of by. */
  readonly path: string;
  /** `line` is null where no file lists the image. */
  readonly stems: readonly { readonly stem: string; readonly line: number | null }[];
}

const annotationPath = /^(.*\/)?Annotations\/[^/]+\.xml$/u;

/** Whether a path may only occur in Pascal VOC. */
export function isVocPath(path: string): boolean {
  return annotationPath.test(path) || /(?:^|\/)ImageSets\/Main\/[^/]+\.txt$/u.test(path);
}

/** @throws DataSetError where there are lists or images, but no annotations */
export function findVocRoots(tree: FileTree): readonly VocRoot[] {
  const paths = [...tree.files.keys()];
  const folders = [...new Set(paths.flatMap((path) => annotationPath.exec(path)?.slice(1, 2) ?? []))].map(
    (folder: string | undefined) => folder ?? '',
  );
  if (folders.length === 0)
    throw new DataSetError(
      'data-set-unreadable',
      `“${tree.name}” has split lists of Pascal VOC, but no Annotations/*.xml.`,
      'Choose the folder that holds Annotations, ImageSets and JPEGImages together.',
    );
  return folders.map((folder) => {
    const inside = [...tree.files.values()].filter(({ path }) => path.startsWith(folder));
    const within = (part: string) => inside.filter(({ path }) => folderOf(path) === `${folder}${part}`);
    const main = within('ImageSets/Main/').filter(({ path }) => path.endsWith('.txt'));
    return {
      folder,
      label: labelOf(folder, folders) || tree.name,
      annotations: byStem(within('Annotations/').filter(({ path }) => path.endsWith('.xml'))),
      images: byStem(within('JPEGImages/').filter(({ path }) => isImagePath(path))),
      lists: main.filter(({ path }) => !listsOneClass(path, main)),
    };
  });
}

/** The last folder that tells the roots apart: `VOC2007` alone would not in `night_rainy/VOC2007`. */
function labelOf(folder: string, folders: readonly string[]): string {
  const parts = folder.split('/').filter(Boolean);
  const last = (length: number, of: readonly string[]) => of.slice(-length).join('/');
  for (let length = 1; length <= parts.length; length++) {
    const label = last(length, parts);
    const same = folders.filter((other) => last(length, other.split('/').filter(Boolean)) === label);
    if (same.length === 1) return length > 1 && folders.length > 1 ? parts.at(-length)! : label;
  }
  return parts.join('/');
}

function byStem(files: readonly TreeFile[]): ReadonlyMap<string, TreeFile> {
  return new Map(files.map((file) => [stemOf(file.path), file]));
}

/** `car_train.txt` beside `train.txt` says where cars are; it is no split. */
function listsOneClass(path: string, lists: readonly TreeFile[]): boolean {
  const stem = stemOf(path);
  return lists.some((other) => stem.endsWith(`_${stemOf(other.path)}`));
}

/** The split lists of a root; one of all annotated images where there is none. */
export async function readVocLists(root: VocRoot, problems: ProblemList): Promise<readonly VocList[]> {
  if (root.lists.length === 0) {
    const stems = [...root.annotations.keys()].sort().map((stem) => ({ stem, line: null }));
    problems.add(
      `${root.folder}ImageSets/Main`,
      `There are no split lists; all ${stems.length} annotated images form the split “all”.`,
    );
    return [{ root, split: 'all', path: `${root.folder}Annotations`, stems }];
  }
  const lists: VocList[] = [];
  for (const file of root.lists) {
    const lines = (await readText(file, mostListBytes)).split('\n');
    const stems = lines.flatMap((text, index) => (text.trim() === '' ? [] : [{ stem: text.trim(), line: index + 1 }]));
    if (stems.length === 0) problems.add(file.path, 'The list is empty.');
    else lists.push({ root, split: stemOf(file.path), path: file.path, stems });
  }
  return lists;
}
