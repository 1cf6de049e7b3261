import { CodedError } from '../errors/coded-error';
import { type DataSetError, isDataSetError } from '../errors/areas';
import { boxXYXY, type BoxXYXY } from '../geometry/box';
import type { RgbImage } from '../geometry/rgb-image';
import type { AnnotatedImage, AnnotatedImages, GtObject, PictureFacts, UnmadeImage } from './annotated-image';
import type { DataImage, DataObject, DataSet, PictureSize } from './data-set';
import { fitObjects } from './fit-objects';
import type { DataProblem } from './problem-list';

/** Larger files are no pictures that are read here. */
export const mostImageBytes = 100_000_000;

export interface DataSetImagesOptions {
  /** For each class of the data set its index among those that are wanted; −1 leaves its objects out. */
  readonly classIndices: readonly number[];
  readonly decode: (file: Blob) => Promise<RgbImage>;
  /** So many images, spread evenly over the list; all by default. */
  readonly count?: number;
  /** `train` leaves out crowds and images without objects, and clips boxes to the picture, as detectron2 does. */
  readonly purpose: 'train' | 'evaluate';
  /** Told of what shows only beside the picture itself, such as a box outside of it. */
  readonly onProblem?: ((problem: DataProblem) => void) | undefined;
}

/** Images of a part, decoded when they are asked for. `at` rejects with DataSetError where a file cannot be read. */
export function dataSetImages(
  set: Pick<DataSet, 'format' | 'classes'>,
  images: readonly DataImage[],
  { classIndices, decode, count, purpose, onProblem }: DataSetImagesOptions,
): AnnotatedImages {
  const isWanted = ({ classIndex, kind }: Pick<DataObject, 'classIndex' | 'kind'>) =>
    classIndices[classIndex]! >= 0 && !(purpose === 'train' && kind === 'crowd');
  const usable = purpose === 'train' ? images.filter(({ objects }) => objects.some(isWanted)) : images;
  const length = Math.min(count ?? Infinity, usable.length);
  const sourceAt = (index: number): DataImage => {
    if (!Number.isInteger(index) || index < 0 || index >= length)
      throw new RangeError(`image ${index} is outside [0, ${length})`);
    return usable[spread(index, length, usable.length)]!;
  };
  const gtOf = (source: DataImage, size: PictureSize): readonly GtObject[] => {
    const { objects, problems } = fitObjects(source, size, set);
    if (onProblem !== undefined) problems.forEach(onProblem);
    return objects.filter(isWanted).map(({ classIndex, box, kind }): GtObject => ({
      classIndex: classIndices[classIndex]!,
      box: purpose === 'train' ? clippedTo(box, size) : box,
      ...(kind === 'plain' ? {} : { difficult: true }),
    }));
  };
  return {
    length,
    async at(index): Promise<AnnotatedImage> {
      const source = sourceAt(index);
      const image = await named(source, async () => decode(await source.file.read(mostImageBytes)));
      return { id: source.id, image, gt: gtOf(source, image) };
    },
    async unmade(index): Promise<UnmadeImage> {
      const source = sourceAt(index);
      return {
        source: { kind: 'file', file: await named(source, () => source.file.read(mostImageBytes)) },
        gt: (facts: PictureFacts) => gtOf(source, facts),
        unreadable: (reason) => unreadableFile(source, reason),
      };
    },
  };
}

function clippedTo([x1, y1, x2, y2]: BoxXYXY, { width, height }: PictureSize): BoxXYXY {
  return boxXYXY(Math.max(0, x1), Math.max(0, y1), Math.min(width, x2), Math.min(height, y2));
}

/** Where the image `index` of `count` stands in a list of `total`, so that few images represent all of them. */
export function spread(index: number, count: number, total: number): number {
  return Math.floor((index * total) / count);
}

/** Names the file where it cannot be read. */
async function named<T>(source: DataImage, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    throw unreadableFile(source, error instanceof Error ? error.message : String(error), error);
  }
}

function unreadableFile({ file }: DataImage, reason: string, cause: unknown = new Error(reason)): DataSetError {
  return new CodedError('data-set-unreadable', `${file.path}: ${reason}`, 'Repair or replace the image.', { cause });
}

/** Puts the next readable image in the place of one that cannot be read. @throws the error of the last one where none can */
export function withoutUnreadable(images: AnnotatedImages, onUnreadable: (error: unknown) => void): AnnotatedImages {
  const broken = new Set<number>();
  return {
    length: images.length,
    async at(index) {
      for (let step = 0; ; step++) {
        const at = (index + step) % images.length;
        if (broken.has(at) && broken.size < images.length) continue;
        try {
          return await images.at(at);
        } catch (error) {
          if (!isDataSetError(error)) throw error;
          if (!broken.has(at)) onUnreadable(error);
          broken.add(at);
          if (broken.size >= images.length) throw error;
        }
      }
    },
  };
}
