import { isFormatError } from '../errors/areas';
import { decodeXml } from '../formats/text/text-encoding';
import { readBytes, readText, type FileTree, type TreeFile } from './file-tree';
import type { ReadOptions } from './in-parallel';
import { PictureIndex } from './picture-index';
import { ProblemList } from './problem-list';

/** What a reader of a format works with: the files, which of them it has used, and what it tells of them. */
export class DataReading {
  readonly tree: FileTree;
  readonly options: ReadOptions;
  readonly pictures: PictureIndex;
  readonly problems = new ProblemList();
  readonly #known = new Set<string>();

  constructor(tree: FileTree, options: ReadOptions) {
    this.tree = tree;
    this.options = options;
    this.pictures = new PictureIndex(tree);
  }

  /** @throws FormatError as {@link readText} */
  text(file: TreeFile, mostBytes: number): Promise<string> {
    this.markKnown(file.path);
    return readText(file, mostBytes);
  }

  /** An XML document, by its own encoding. @throws FormatError */
  async xml(file: TreeFile, mostBytes: number): Promise<string> {
    this.markKnown(file.path);
    return decodeXml(await readBytes(file, mostBytes));
  }

  /** The lines of a list, trimmed; a list that cannot be read is told of, and has none. */
  async lines(file: TreeFile, mostBytes: number): Promise<readonly string[]> {
    try {
      return (await this.text(file, mostBytes)).split(/\r\n?|\n/u).map((line) => line.trim().normalize('NFC'));
    } catch (error) {
      if (!isFormatError(error)) throw error;
      this.tell(file.path, `The list cannot be read: ${error.message}.`);
      return [];
    }
  }

  tell(file: string, reason: string): void {
    this.problems.add(file, reason);
  }

  /** The file was used, or told of: it is not left over. */
  markKnown(path: string): void {
    this.#known.add(path);
  }

  isKnown(path: string): boolean {
    return this.#known.has(path);
  }
}
