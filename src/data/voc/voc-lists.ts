import type { DataReading } from '../data-reading';
import { stemOf } from '../file-tree';
import { splitOfFolder, type VocRoot } from './voc-layout';

const mostListBytes = 20_000_000;

/** A list of images. */
export interface VocList {
  readonly root: VocRoot;
  readonly split: string;
  /** What lines are told of by. */
  readonly path: string;
  /** `key` finds the annotation; `line` is null where no file lists the image. */
  readonly entries: readonly { readonly key: string; readonly line: number | null }[];
}

/** The split lists of a root; where there are none, its folder and those in it are splits, else all annotated images. */
export async function readVocLists(reading: DataReading, root: VocRoot): Promise<readonly VocList[]> {
  const lists: VocList[] = [];
  for (const file of root.lists) {
    const lines = await reading.lines(file, mostListBytes);
    const filled = lines.filter((line) => line !== '');
    if (lines.length > 0 && filled.length === 0) reading.tell(file.path, 'The list is empty.');
    else if (filled.length > 0 && filled.every((line) => /^\S+\s+-?[01]$/u.test(line)))
      reading.tell(file.path, 'The list says where one class is shown; it is no split, and it is left out.');
    else if (filled.length > 0) {
      const entries = lines.flatMap((line, i) =>
        line === '' ? [] : [{ key: keyOf(reading, line, root), line: i + 1 }],
      );
      lists.push({ root, split: stemOf(file.path), path: file.path, entries });
    }
  }
  return lists.length > 0 ? lists : splitsByFolder(reading, root);
}

/** A line is the name of an image; some tools write paths, the image's and then the annotation's. */
function keyOf(
  { tree }: DataReading,
  line: string,
  { folder: root, annotations, annotationFolder, pictureFolders }: VocRoot,
): string {
  if (annotations.has(line)) return line;
  for (const word of [line, ...line.split(/\s+/u)]) {
    const path = `/${word.replaceAll('\\', '/').replace(/^\.\//u, '')}`;
    // What lies before the folder of pictures or annotations is that of another machine, or leads there from elsewhere.
    const ends = [annotationFolder, ...pictureFolders].flatMap((folder) =>
      folder !== '' && path.includes(`/${folder}`) ? [path.lastIndexOf(`/${folder}`) + folder.length] : [],
    );
    const whole = path.slice(1).split('/');
    const real = whole.map((_, from) => whole.slice(from).join('/')).find((end) => tree.files.has(end));
    // The file of another root has nothing to do with the one of its name here.
    if (real !== undefined && !real.startsWith(root)) continue;
    const name = path.slice(1 + Math.max(0, ...ends));
    for (const key of [name, name.replace(/\.[^./]{1,5}$/u, '')]) if (annotations.has(key)) return key;
  }
  return line;
}

function splitsByFolder(reading: DataReading, root: VocRoot): readonly VocList[] {
  const keys = [...root.annotations.keys()].sort();
  const own = splitOfFolder(root.folder);
  const splits = new Map<string, string[]>();
  for (const key of keys) {
    const split = key.includes('/') ? key.slice(0, key.lastIndexOf('/')) : (own ?? 'all');
    const same = splits.get(split);
    if (same === undefined) splits.set(split, [key]);
    else same.push(key);
  }
  const path = `${root.folder}${root.annotationFolder}`.replace(/\/$/u, '') || reading.tree.name;
  if (splits.has('all'))
    reading.tell(
      `${root.folder}ImageSets/Main`,
      `There are no split lists; all ${splits.get('all')!.length} annotated images form the split “all”.`,
    );
  return [...splits].map(([split, found]) => ({
    root,
    split,
    path,
    entries: found.map((key) => ({ key, line: null })),
  }));
}
