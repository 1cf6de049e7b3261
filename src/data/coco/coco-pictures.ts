import type { DataReading } from '../data-reading';
import { isImagePath, isUnreadPicture, joinPath, stemOf, type TreeFile } from '../file-tree';

/** The picture that a `file_name` means, or why there is none. */
export type FoundPicture =
  | {
      readonly kind: 'found';
      readonly file: TreeFile;
      /** Whether it lies where pictures of this annotation file are expected. */
      readonly near: boolean;
      /** In a sentence. */
      readonly remark: string | null;
    }
  | { readonly kind: 'missing'; readonly reason: string };

/** Folders in which pictures lie beside their annotations or a folder above them. */
const usualFolders = ['', 'images', 'data', 'JPEGImages', 'imgs'];

/** Finds pictures: `file_name` is relative to a folder that COCO does not name. */
export class CocoPictures {
  readonly #reading: DataReading;
  /** Of the annotation file. */
  readonly #folder: string;
  readonly #bases: readonly string[];
  /** Names of folders that speak for a picture where several fit. */
  readonly #hints: readonly string[];

  /** @param folder of the annotation file. @param split what the file calls its part */
  constructor(reading: DataReading, folder: string, split: string) {
    this.#reading = reading;
    this.#folder = folder;
    this.#hints = [split, nameOf(folder.slice(0, -1))].filter((name) => name !== '' && !/^annotations?$/iu.test(name));
    const around = [folder, joinPath(folder, '..')].flatMap((base) =>
      [...usualFolders, split, ...usualFolders.map((inner) => `${inner}/${split}`)].map((inner) =>
        joinPath(base, inner),
      ),
    );
    this.#bases = [...new Set(around)];
  }

  /** Near the annotation file; else the only picture whose path ends like that; else one that differs in upper and lower case. */
  find(fileName: string): FoundPicture {
    for (const name of spellings(fileName)) {
      const wanted = joinPath('', name);
      const file = this.#near(wanted) ?? this.#withoutStart(name) ?? this.#byEnd(wanted, this.#called(wanted));
      if (file !== null) return this.#checked(file, this.expects(file.path, name), null);
    }
    const wanted = joinPath('', fileName);
    const like = this.#byEnd(wanted, this.#reading.pictures.calledLike(nameOf(wanted)));
    if (like === null) return { kind: 'missing', reason: this.#reasonFor(wanted) };
    return this.#checked(
      like,
      this.expects(like.path, fileName),
      `There is no image ${fileName}; ${like.path}, which differs in upper and lower case, is taken.`,
    );
  }

  /** Whether a picture lies where this annotation file's picture of that name is expected. */
  expects(path: string, fileName: string): boolean {
    const hinted = !path.startsWith(this.#folder) && path.split('/').some((part) => this.#hints.includes(part));
    const parts = joinPath('', fileName).toLowerCase().split('/');
    return (
      hinted ||
      parts.some((_, from) => {
        const end = parts.slice(from).join('/');
        const folder = path.slice(0, -end.length).replace(/\/$/u, '');
        return path.toLowerCase().endsWith(end) && this.#bases.includes(folder);
      })
    );
  }

  #near(wanted: string): TreeFile | null {
    const { files } = this.#reading.tree;
    for (const base of this.#bases) {
      const file = files.get(joinPath(base, wanted));
      if (file !== undefined && (isImagePath(file.path) || isUnreadPicture(file.path))) return file;
    }
    return null;
  }

  #called(wanted: string): readonly TreeFile[] {
    return this.#reading.pictures.called(nameOf(wanted));
  }

  /** The only one whose path ends as wanted, of the split where there are several; or with which the wanted path ends. */
  #byEnd(wanted: string, candidates: readonly TreeFile[]): TreeFile | null {
    const small = `/${wanted.toLowerCase()}`;
    const fitting = candidates.filter(({ path }) => {
      const other = `/${path.toLowerCase()}`;
      return other.endsWith(small) || small.endsWith(other);
    });
    const hinted = fitting.filter(({ path }) => path.split('/').some((part) => this.#hints.includes(part)));
    return fitting.length === 1 ? fitting[0]! : hinted.length === 1 ? hinted[0]! : null;
  }

  /** Absolute paths and addresses of other machines, of which only the end fits here. */
  #withoutStart(name: string): TreeFile | null {
    if (!/^(?:[/\\]|[a-z]+:)/iu.test(name)) return null;
    const parts = joinPath('', name).split('/');
    for (let from = 1; from < parts.length; from++) {
      const file = this.#near(parts.slice(from).join('/'));
      if (file !== null) return file;
    }
    return null;
  }

  #checked(file: TreeFile, near: boolean, remark: string | null): FoundPicture {
    this.#reading.markKnown(file.path);
    if (isImagePath(file.path)) return { kind: 'found', file, near, remark };
    return { kind: 'missing', reason: `${file.path} is in a format that is not read; save it as JPEG or PNG` };
  }

  #reasonFor(wanted: string): string {
    const others = this.#called(wanted).map(({ path }) => path);
    if (others.length > 1)
      return `it may be each of ${others.slice(0, 5).join(', ')}${others.length > 5 ? ' and others' : ''}, and no path tells them apart`;
    if (others.length === 1) return `it is not where it should be: ${others[0]} has the same name in another folder`;
    const [like] = this.#reading.pictures.stemmed(stemOf(wanted), '');
    return like === undefined ? 'it is missing' : `it is missing; ${like.path} has another ending`;
  }
}

/** As it is; then without what may be escaped, or asked, in an address. */
function spellings(fileName: string): readonly string[] {
  const address = /^https?:/iu.test(fileName) ? fileName.replace(/[?#].*$/u, '') : fileName;
  return [...new Set([fileName, decodedUri(fileName) ?? fileName, decodedUri(address) ?? address])];
}

/** Null where nothing is escaped, or wrongly. */
function decodedUri(text: string): string | null {
  if (!text.includes('%')) return null;
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
