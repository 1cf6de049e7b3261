import { folderOf, stemOf } from '../file-tree';

/** In which form a copy that is changed is kept. */
export type CopyType = 'image/jpeg' | 'image/png';

/** JPEG where the picture is one, by its name; all others are kept without loss. */
export function copyTypeOf(path: string): CopyType {
  return /\.(?:jpe?g|jpe|jfif)$/iu.test(path) ? 'image/jpeg' : 'image/png';
}

/**
 * Names of copies: `street.jpg` becomes `street-copy-1.jpg` and so on, and files that are called like it go with it. Where the data set has such names
 * already, another word takes the place of `copy`. A changed picture in a format that cannot be written becomes PNG.
 */
export class CopyNames {
  readonly #word: string;
  /** How many copied pictures have a path without its ending, in small letters. */
  readonly #times = new Map<string, number>();

  /** @param paths of all pictures of the data set */
  constructor(paths: Iterable<string>) {
    const stems: string[] = [];
    for (const path of paths) {
      stems.push(stemOf(path));
      const key = keyOf(path);
      this.#times.set(key, (this.#times.get(key) ?? 0) + 1);
    }
    const isTaken = (word: string) => stems.some((stem) => new RegExp(String.raw`-${word}-\d+$`, 'iu').test(stem));
    let word = 'copy';
    for (let number = 2; isTaken(word); number++) word = `copy${number}`;
    this.#word = word;
  }

  /** Path of a copy of a picture. @param copy from 1. @param isChanged whether it is encoded anew */
  picture(path: string, copy: number, isChanged: boolean): string {
    const stays = !isChanged || /\.png$/iu.test(path) || copyTypeOf(path) === 'image/jpeg';
    return `${folderOf(path)}${stemOf(path)}${this.suffix(path, copy)}${stays ? endingOf(path) : '.png'}`;
  }

  /** Path of a copy of a file that belongs to a picture, such as its labels. */
  beside(path: string, picture: string, copy: number): string {
    return `${folderOf(path)}${stemOf(path)}${this.suffix(picture, copy)}${endingOf(path)}`;
  }

  /** What stands behind the name of whatever belongs to a copy. Of `a.png` and `a.bmp` it tells one from the other. */
  suffix(picture: string, copy: number): string {
    const isShared = (this.#times.get(keyOf(picture)) ?? 0) > 1;
    return `${isShared ? `-${endingOf(picture).slice(1)}` : ''}-${this.#word}-${copy}`;
  }
}

/** The last part of a path. */
export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function endingOf(path: string): string {
  return nameOf(path).slice(stemOf(path).length);
}

function keyOf(path: string): string {
  return `${folderOf(path)}${stemOf(path)}`.toLowerCase();
}
