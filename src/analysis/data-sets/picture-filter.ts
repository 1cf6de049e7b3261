import type { DataSetDescription } from '../../engine/engine';

type DescribedImage = DataSetDescription['parts'][number]['images'][number];
type DescribedObject = DescribedImage['objects'][number];

/** COCO's areas, in pixels of the picture. An object of exactly 32² or 96² is of both sizes, as in pycocotools. */
export const objectSizes = {
  small: [0, 32 ** 2],
  medium: [32 ** 2, 96 ** 2],
  large: [96 ** 2, Infinity],
} as const satisfies Record<string, readonly [number, number]>;

export type ObjectSize = keyof typeof objectSizes;

export const objectSizeNames = ['small', 'medium', 'large'] as const satisfies readonly ObjectSize[];

/** Which pictures of a data set are wanted. */
export interface PictureFilter {
  /** Null for all parts. */
  readonly part: string | null;
  /** `class`: with such an object; `none`: without any object. */
  readonly objects: { readonly kind: 'any' | 'none' } | { readonly kind: 'class'; readonly name: string };
  /** With an object of this size, and of the class where one is given; null for any. */
  readonly size: ObjectSize | null;
}

export const everyPicture: PictureFilter = { part: null, objects: { kind: 'any' }, size: null };

/** A picture with its place in a description. */
export interface PlacedPicture {
  readonly part: string;
  /** Among the part's pictures that can be read. */
  readonly index: number;
  readonly image: DescribedImage;
}

/** Whether the area of an object's box lies within a size of COCO's, which takes the area of the mask where there is one. */
export function isOfSize({ box: [x1, y1, x2, y2] }: DescribedObject, size: ObjectSize): boolean {
  const [least, most] = objectSizes[size];
  const area = (x2 - x1) * (y2 - y1);
  return area >= least && area <= most;
}

/** The pictures that a filter lets through, in the order of the data set. A picture that several parts list is there once where all parts are wanted. */
export function filterPictures(
  description: DataSetDescription,
  { part, objects, size }: PictureFilter,
): readonly PlacedPicture[] {
  const isWanted = (object: DescribedObject) =>
    (objects.kind !== 'class' || object.class === objects.name) && (size === null || isOfSize(object, size));
  return picturesOf(description, part).filter(({ image }) => {
    if (objects.kind === 'none') return image.objects.length === 0;
    return (objects.kind === 'any' && size === null) || image.objects.some(isWanted);
  });
}

/** Objects of each class, in the order of the data set's classes, in the pictures of a part and of a size. */
export function countObjects(
  description: DataSetDescription,
  { part, size }: Pick<PictureFilter, 'part' | 'size'>,
): readonly { readonly name: string; readonly objects: number }[] {
  const counts = new Map(description.classes.map((name) => [name, 0]));
  for (const { image } of picturesOf(description, part))
    for (const object of image.objects)
      if (size === null || isOfSize(object, size)) counts.set(object.class, (counts.get(object.class) ?? 0) + 1);
  return [...counts].map(([name, objects]) => ({ name, objects }));
}

function picturesOf({ parts }: DataSetDescription, wanted: string | null): readonly PlacedPicture[] {
  const partOf = new Map<string, string>();
  return parts
    .filter(({ name }) => wanted === null || name === wanted)
    .flatMap(({ name, images }) => images.map((image, index) => ({ part: name, index, image })))
    .filter(({ part, image: { file } }) => {
      // Twice in one part counts twice, as in an evaluation.
      if (!partOf.has(file)) partOf.set(file, part);
      return partOf.get(file) === part;
    });
}
