import { boxXYXY, type BoxXYXY } from '../geometry/box';
import { boxText } from './check-box';
import type { DataImage, DataObject, DataSet, PictureSize } from './data-set';
import type { DataProblem } from './problem-list';

/** So far a box may reach beyond the picture by rounding alone, in pixels. */
const roundingPixels = 1;

export interface FittedObject {
  readonly classIndex: number;
  /** Pixels of the picture. */
  readonly box: BoxXYXY;
  readonly kind: DataObject['kind'];
}

/** The size that a picture really has once it is decoded. */
export interface RealSize extends PictureSize {
  /** Whether its metadata turn it on its side. */
  readonly turned?: boolean;
}

export interface FittedObjects {
  readonly objects: readonly FittedObject[];
  readonly problems: readonly DataProblem[];
}

/**
 * Places the objects of an image in the picture itself, whose size decides: a box outside of it is left out, one that reaches beyond it stays as it is,
 * as pycocotools and voc_eval take it. Both are named, and so is an annotation that says another size.
 */
export function fitObjects(
  image: DataImage,
  size: RealSize,
  { format, classes }: Pick<DataSet, 'format' | 'classes'>,
): FittedObjects {
  const annotation = image.annotation ?? image.file.path;
  const problems: DataProblem[] = [];
  const wrongSize = sizeProblem(image, size);
  if (wrongSize !== null) problems.push({ file: annotation, reason: wrongSize });
  const [sx, sy] = image.unit === 'image' ? [size.width, size.height] : [1, 1];
  const objects = image.objects.flatMap(({ classIndex, box: [x1, y1, x2, y2], kind, place }): FittedObject[] => {
    const box = boxXYXY(x1 * sx, y1 * sy, x2 * sx, y2 * sy);
    const wrong = placeProblem(box, size);
    if (wrong !== null) problems.push(named(format, annotation, place, classes[classIndex] ?? '', wrong.reason));
    return wrong?.outside === true ? [] : [{ classIndex, box, kind }];
  });
  return { objects, problems };
}

function sizeProblem({ declared, file }: DataImage, { width, height, turned = false }: RealSize): string | null {
  if (declared === null || (declared.width === width && declared.height === height)) return null;
  const says = `The annotation says ${declared.width} × ${declared.height} pixels`;
  const exchanged = declared.width === height && declared.height === width;
  if (exchanged && turned)
    return `${says}, as ${file.path} has before it is turned as its EXIF metadata say; the turned picture has ${width} × ${height}, and the boxes may be those of the unturned one.`;
  return `${says}, but ${file.path} has ${width} × ${height}; the picture's own size counts.`;
}

function placeProblem(box: BoxXYXY, { width, height }: PictureSize): { reason: string; outside: boolean } | null {
  const [x1, y1, x2, y2] = box;
  const where = `(${boxText(box)} in ${width} × ${height})`;
  if (x1 >= width || y1 >= height || x2 <= 0 || y2 <= 0)
    return { reason: `has a box outside of the picture ${where}; it is left out.`, outside: true };
  const beyond = Math.max(-x1, -y1, x2 - width, y2 - height);
  if (beyond <= roundingPixels) return null;
  return { reason: `has a box that reaches beyond the picture ${where}; it stays as it is.`, outside: false };
}

/** A problem of one object, with its place as its format counts. */
function named(
  format: DataSet['format'],
  annotation: string,
  place: number,
  className: string,
  what: string,
): DataProblem {
  switch (format) {
    case 'voc':
      return { file: annotation, reason: `Object ${place} (${className}) ${what}` };
    case 'coco':
      return { file: annotation, reason: `annotations[${place}] (${className}) ${what}` };
    case 'yolo':
      return { file: `${annotation}, line ${place}`, reason: `The line (${className}) ${what}` };
    default:
      return format satisfies never;
  }
}
