import type { DataSetDescription, DataSetInfo } from '../../engine/engine';

/** Pictures of one size. */
export interface SizeCount {
  readonly width: number;
  readonly height: number;
  readonly images: number;
}

/** A part of a data set, counted. */
export interface PartSummary {
  readonly name: string;
  readonly images: number;
  /** Images without objects. */
  readonly empty: number;
  /** Objects of each class, in the order of the data set's classes; crowds and difficult ones among them. */
  readonly objects: readonly number[];
  readonly difficult: number;
  readonly crowds: number;
  /** The most common size first. */
  readonly sizes: readonly SizeCount[];
}

/** Counts what a description lists. */
export function summariseParts({ classes, parts }: DataSetDescription): readonly PartSummary[] {
  const indices = new Map(classes.map((name, index) => [name, index]));
  return parts.map(({ name, images }) => {
    const all = images.flatMap(({ objects }) => objects);
    const objects = new Array<number>(classes.length).fill(0);
    for (const object of all) objects[indices.get(object.class)!]!++;
    return {
      name,
      images: images.length,
      empty: images.filter((image) => image.objects.length === 0).length,
      objects,
      difficult: all.filter(({ difficult }) => difficult).length,
      crowds: all.filter(({ crowd }) => crowd).length,
      sizes: countSizes(images),
    };
  });
}

function countSizes(images: DataSetDescription['parts'][number]['images']): readonly SizeCount[] {
  const sizes = new Map<string, SizeCount>();
  for (const { width, height } of images) {
    const key = `${width} ${height}`;
    sizes.set(key, { width, height, images: (sizes.get(key)?.images ?? 0) + 1 });
  }
  return [...sizes.values()].toSorted((a, b) => b.images - a.images || b.width * b.height - a.width * a.height);
}

/** What is wrong in a data set. Opening it tells how many there are and lists the first; a description lists all that it found. */
export interface DataProblems {
  readonly count: number;
  /** The file is empty where the message names it. */
  readonly listed: readonly { readonly file: string; readonly message: string }[];
}

/** @param description of all pictures; null where nobody has asked for it */
export function dataProblems(info: DataSetInfo, description: DataSetDescription | null): DataProblems {
  return description
    ? { count: description.problems.length, listed: description.problems }
    : { count: info.problemCount, listed: info.problems.map(({ file, reason }) => ({ file, message: reason })) };
}
