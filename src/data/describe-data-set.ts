import type { DataImage, DataPart, DataSet, DataSetFormat } from './data-set';
import { spread } from './data-set-images';
import type { TreeFile } from './file-tree';
import { fitObjects, type RealSize } from './fit-objects';
import { inParallel, type ReadOptions } from './in-parallel';

/** A marked object as an evaluation takes it. */
export interface DescribedObject {
  /** As the data set calls it. */
  readonly class: string;
  /** x1, y1, x2, y2 in pixels of the turned picture, 0-based and continuous. */
  readonly box: readonly [number, number, number, number];
  readonly difficult: boolean;
  readonly crowd: boolean;
}

export interface DescribedImage {
  /** Path in the folder or zip file. */
  readonly file: string;
  /** Pixels of the picture itself, turned as its metadata says. */
  readonly width: number;
  readonly height: number;
  readonly objects: readonly DescribedObject[];
}

/** A picture that is left out. */
export interface UnreadablePicture {
  readonly file: string;
  readonly reason: string;
}

/** A part of a data set with all of its pictures. */
export interface DescribedPart {
  readonly name: string;
  readonly images: readonly DescribedImage[];
  readonly unreadable: readonly UnreadablePicture[];
}

/** Everything that was read of a data set, and everything that was left out. */
export interface DataSetDescription {
  readonly format: DataSetFormat;
  readonly layout: DataSet['layout'];
  readonly classes: readonly string[];
  readonly parts: readonly DescribedPart[];
  /** Those of the annotations, then those that show only beside the pictures. */
  readonly problems: readonly { readonly file: string; readonly message: string }[];
}

export interface DescribeOptions extends ReadOptions {
  /** Some of the data set's parts; all by default. */
  readonly parts?: readonly DataPart[] | undefined;
  /** So many images of each part, spread evenly over it as an evaluation takes them; all by default. */
  readonly count?: number | undefined;
  /** The size of a picture as it will be decoded. @throws Error that says why it will not be */
  readonly measure: (file: TreeFile) => Promise<RealSize>;
}

/**
 * Looks at every picture of a data set without decoding it, and says what an evaluation would see. A picture that cannot be read is a problem and no image.
 * @throws what the signal is aborted with
 */
export async function describeDataSet(set: DataSet, options: DescribeOptions): Promise<DataSetDescription> {
  const chosen = (options.parts ?? set.parts).map(({ name, images }) => ({
    name,
    images: evenly(images, options.count ?? images.length),
  }));
  const total = chosen.reduce((sum, { images }) => sum + images.length, 0);
  const problems = set.problems.all.map(({ file, reason }) => ({ file, message: reason }));
  const parts: DescribedPart[] = [];
  let before = 0;
  for (const { name, images } of chosen) {
    const described = await inParallel(images, (image) => describeImage(set, image, options.measure), {
      ...options,
      onProgress: (done) => options.onProgress?.(before + done, total),
    });
    before += images.length;
    problems.push(...described.flatMap((one) => one.problems));
    parts.push({
      name,
      images: described.flatMap(({ picture }) => ('reason' in picture ? [] : [picture])),
      unreadable: described.flatMap(({ picture }) => ('reason' in picture ? [picture] : [])),
    });
  }
  return { format: set.format, layout: set.layout, classes: set.classes, parts, problems };
}

function evenly(images: readonly DataImage[], count: number): readonly DataImage[] {
  const length = Math.min(count, images.length);
  return Array.from({ length }, (_, index) => images[spread(index, length, images.length)]!);
}

interface Described {
  readonly picture: DescribedImage | UnreadablePicture;
  readonly problems: DataSetDescription['problems'];
}

async function describeImage(set: DataSet, source: DataImage, measure: DescribeOptions['measure']): Promise<Described> {
  const { file } = source;
  try {
    const size = await measure(file);
    const { objects, problems } = fitObjects(source, size, set);
    const picture: DescribedImage = {
      file: file.path,
      width: size.width,
      height: size.height,
      objects: objects.map(({ classIndex, box, kind }) => ({
        class: set.classes[classIndex]!,
        box,
        difficult: kind === 'difficult',
        crowd: kind === 'crowd',
      })),
    };
    return { picture, problems: problems.map((problem) => ({ file: problem.file, message: problem.reason })) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return {
      picture: { file: file.path, reason },
      problems: [{ file: file.path, message: `The picture is left out. ${reason}` }],
    };
  }
}
