import { folderOf, isImagePath, isUnreadPicture, stemOf, type FileTree, type TreeFile } from './file-tree';

/** Where several pictures have one name, readers of the formats take the first of these. */
const order = ['jpg', 'jpeg', 'png', 'jpe', 'jfif', 'webp', 'bmp', 'gif', 'avif'];

/** The pictures of a tree by folder and name without ending. Those in formats that are not read are known, too, and stand last. */
export class PictureIndex {
  readonly #byStem = new Map<string, TreeFile[]>();
  readonly #byName = new Map<string, TreeFile[]>();
  readonly #anywhere = new Map<string, TreeFile[]>();
  readonly #inner = new Map<string, Set<string>>();

  constructor({ files }: FileTree) {
    for (const file of files.values()) {
      if (!isImagePath(file.path) && !isUnreadPicture(file.path)) continue;
      const folder = folderOf(file.path);
      push(this.#byStem, folder + stemOf(file.path), file);
      push(this.#byName, file.path.slice(folder.length).toLowerCase(), file);
      push(this.#anywhere, stemOf(file.path), file);
      this.#addFolder(folder);
    }
    for (const same of this.#byStem.values()) same.sort((a, b) => rank(a) - rank(b));
  }

  get isEmpty(): boolean {
    return this.#byStem.size === 0;
  }

  /** All of one name. @param stem path in the folder, without its ending */
  named(folder: string, stem: string): readonly TreeFile[] {
    return this.#byStem.get(folder + stem) ?? [];
  }

  /** All of one name without its ending, anywhere in a folder. */
  stemmed(stem: string, folder: string): readonly TreeFile[] {
    return (this.#anywhere.get(stem) ?? []).filter(({ path }) => path.startsWith(folder));
  }

  /** All with this file name, in any folder. */
  called(fileName: string): readonly TreeFile[] {
    return this.calledLike(fileName).filter(({ path }) => path.endsWith(fileName));
  }

  /** All with this file name, upper and lower case aside. */
  calledLike(fileName: string): readonly TreeFile[] {
    return this.#byName.get(fileName.toLowerCase()) ?? [];
  }

  /** Names of the folders directly in a folder that hold pictures, themselves or deeper. */
  foldersIn(folder: string): readonly string[] {
    return [...(this.#inner.get(folder) ?? [])];
  }

  /** Whether a folder holds pictures, itself or deeper. */
  hasFolder(folder: string): boolean {
    const parent = folderOf(folder.slice(0, -1));
    return this.#inner.get(parent)?.has(folder.slice(parent.length, -1)) ?? false;
  }

  #addFolder(folder: string): void {
    for (let inner = folder; inner !== '';) {
      const parent = folderOf(inner.slice(0, -1));
      const known = this.#inner.get(parent) ?? new Set<string>();
      this.#inner.set(parent, known);
      if (known.has(inner.slice(parent.length, -1))) return;
      known.add(inner.slice(parent.length, -1));
      inner = parent;
    }
  }
}

function rank({ path }: TreeFile): number {
  const at = order.indexOf(path.slice(path.lastIndexOf('.') + 1).toLowerCase());
  return at < 0 ? order.length : at;
}

function push(map: Map<string, TreeFile[]>, key: string, file: TreeFile): void {
  const same = map.get(key);
  if (same === undefined) map.set(key, [file]);
  else same.push(file);
}
