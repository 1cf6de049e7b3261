import { CodedError } from '../../errors/coded-error';
import { isFormatError } from '../../errors/areas';
import type { OpenDataSet } from '../../data/copies/copied-files';
import type { AnnotatedImages } from '../../data/annotated-image';
import type { DataPart, DataSet } from '../../data/data-set';
import { dataSetImages, mostImageBytes, spread, type DataSetImagesOptions } from '../../data/data-set-images';
import { describeDataSet, type DataSetDescription } from '../../data/describe-data-set';
import type { FileTree, TreeFile } from '../../data/file-tree';
import type { RealSize } from '../../data/fit-objects';
import type { ReadOptions } from '../../data/in-parallel';
import { readDataSet } from '../../data/read-data-set';
import { crc32 } from '../../formats/zip/crc';
import type { RgbImage } from '../../geometry/rgb-image';
import { matchClassNames } from '../../scenes/class-synonyms';
import { dataSetNotOpen } from './data-set-not-open';
import { treeOfSource } from './data-set-source';
import type { DataSetDescriptionRequest, DataSetFiles, DataSetInfo } from './data-set-info';

/** Names of the data set's classes that a detector knows, and those that it does not. */
export interface OpenPart {
  readonly set: DataSet;
  readonly part: DataPart;
}

/** Problems that the page gets with a data set; its description has all of them. */
const mostProblems = 1000;

/** The data sets that are open, by their ids. */
export class DataSetRegistry {
  readonly #sets = new Map<string, OpenDataSet>();
  readonly #decode: (file: Blob) => Promise<RgbImage>;
  readonly #measure: (file: TreeFile) => Promise<RealSize>;

  /** @param measure the size that `decode` gives, found without decoding where that can be */
  constructor(
    decode: (file: Blob) => Promise<RgbImage>,
    measure: (file: TreeFile) => Promise<RealSize> = async (file) => decode(await file.read(mostImageBytes)),
  ) {
    this.#decode = decode;
    this.#measure = measure;
  }

  /** @throws DataSetError; what the signal is aborted with */
  async open(source: DataSetFiles, options: ReadOptions = {}): Promise<DataSetInfo> {
    try {
      const tree = await treeOfSource(source);
      const set = await readDataSet(tree, options, source.format);
      const id = identify(tree);
      this.#sets.set(id, { set, tree });
      return describe(id, set);
    } catch (error) {
      if (!isFormatError(error)) throw error;
      throw new CodedError('data-set-unreadable', `“${source.name}”: ${error.message}.`, error.hint, {
        cause: error,
      });
    }
  }

  close(id: string): void {
    this.#sets.delete(id);
  }

  /** @throws EngineError `data-set-missing` */
  part(id: string, title: string, name: string): OpenPart {
    const { set } = this.whole(id, title);
    const part = set.parts.find((candidate) => candidate.name === name);
    if (part === undefined)
      throw new CodedError(
        'data-set-missing',
        `The data set “${title}” has no part “${name}”.`,
        `It has ${set.parts.map((candidate) => candidate.name).join(', ')}.`,
      );
    return { set, part };
  }

  /** The images of a part, with the classes of a detector. */
  images(
    { set, part }: OpenPart,
    detectorClasses: readonly string[],
    options: Pick<DataSetImagesOptions, 'purpose' | 'count' | 'onProblem'>,
  ): AnnotatedImages {
    const classIndices = matchClassNames(set.classes, detectorClasses).indices;
    return dataSetImages(set, part.images, { ...options, classIndices, decode: this.#decode });
  }

  /** Everything that is in it and everything that was left out. @throws EngineError `data-set-missing`; what the signal is aborted with */
  async describe(
    { dataSet, title, parts, count }: DataSetDescriptionRequest,
    options: ReadOptions = {},
  ): Promise<DataSetDescription> {
    return describeDataSet(this.whole(dataSet, title).set, {
      ...options,
      parts: parts?.map((name) => this.part(dataSet, title, name).part),
      count,
      measure: this.#measure,
    });
  }

  /** A data set with its files. @throws EngineError `data-set-missing` */
  whole(id: string, title: string): OpenDataSet {
    const open = this.#sets.get(id);
    if (open !== undefined) return open;
    throw dataSetNotOpen(title);
  }

  /** The file of an image, by its place among `count` that are spread over the part, and how many images before it have the same. */
  place(
    { part: { images } }: OpenPart,
    index: number,
    count: number,
  ): { readonly path: string; readonly repeat: number } {
    const listed = spread(index, Math.min(count, images.length), images.length);
    const path = images[listed]?.file.path ?? '';
    return { path, repeat: images.slice(0, listed).filter(({ file }) => file.path === path).length };
  }
}

/** Paths and sizes tell one folder from another; to read all bytes would take minutes. */
function identify({ files }: FileTree): string {
  const lines = [...files.values()].map(({ path, size }) => `${path}\t${size}`).sort();
  const sum = crc32(new TextEncoder().encode(lines.join('\n')));
  return `${sum.toString(16).padStart(8, '0')}-${files.size}`;
}

function describe(id: string, { name, format, layout, classes, parts, problems }: DataSet): DataSetInfo {
  const objects = new Array<number>(classes.length).fill(0);
  const counted = new Set<string>();
  for (const { images } of parts)
    for (const image of images) {
      // `trainval` lists the images of `train` again.
      if (counted.has(image.file.path)) continue;
      counted.add(image.file.path);
      for (const { classIndex } of image.objects) objects[classIndex]!++;
    }
  return {
    id,
    title: name,
    format,
    layout,
    classes: classes.map((className, k) => ({ name: className, objects: objects[k]! })),
    parts: parts.map(({ name: partName, split, domain, images }) => ({
      name: partName,
      split,
      domain,
      images: images.length,
      empty: images.filter((image) => image.objects.length === 0).length,
      objects: images.reduce((sum, image) => sum + image.objects.length, 0),
    })),
    problems: problems.all.slice(0, mostProblems),
    problemCount: problems.all.length,
  };
}
