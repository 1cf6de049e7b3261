import { idText } from '../../formats/text/json-text';
import { isRepeated } from '../coco/coco-instances';
import { folderOf } from '../file-tree';

type Json = Readonly<Record<string, unknown>>;

/** An image of a COCO file and the names of the pictures that take its place. */
export interface CocoImageCopies {
  /** Its place in `images`. */
  readonly place: number;
  /** Names of the pictures, without folders. */
  readonly names: readonly string[];
}

/**
 * A COCO file for copies, in pieces. Images and annotations are numbered anew from 1; all that they say besides stays as it is, and so does
 * everything else in the file. Annotations of other images are left out, and so are those that the reader leaves out, as one
 * before them has their id.
 * @param file as `parseJson` gives it
 */
export function* cocoCopies(file: Json, copies: readonly CocoImageCopies[]): Generator<string> {
  const images = file['images'] as readonly Json[];
  const annotations = annotationsByImage(file['annotations'] as readonly unknown[]);
  yield '{';
  for (const [key, value] of Object.entries(file))
    if (key !== 'images' && key !== 'annotations') yield `${jsonOf(key)}:${jsonOf(value)},\n`;
  yield '"images":[';
  let imageId = 0;
  for (const { place, names } of copies)
    for (const name of names) {
      yield imageId === 0 ? '\n' : ',\n';
      yield jsonOf({ ...images[place], ...nameKey(images[place]!, name), id: ++imageId });
    }
  yield '],\n"annotations":[';
  imageId = 0;
  let annotationId = 0;
  for (const { place, names } of copies)
    for (const _ of names) {
      imageId++;
      for (const annotation of annotations.get(images[place]!['id']) ?? []) {
        yield annotationId === 0 ? '\n' : ',\n';
        yield jsonOf({ ...annotation, id: ++annotationId, image_id: imageId });
      }
    }
  yield ']}\n';
}

function annotationsByImage(annotations: readonly unknown[]): ReadonlyMap<unknown, readonly Json[]> {
  const byImage = new Map<unknown, Json[]>();
  const seen = new Set<number | string>();
  for (const annotation of annotations) {
    if (typeof annotation !== 'object' || annotation === null) continue;
    const { id, image_id: image } = annotation as Json;
    if (isRepeated(id, seen)) continue;
    const same = byImage.get(image);
    if (same === undefined) byImage.set(image, [annotation as Json]);
    else same.push(annotation as Json);
  }
  return byImage;
}

/** The key that names the picture, in its folder. */
function nameKey({ file_name: fileName, coco_url: address }: Json, name: string): Json {
  const said = typeof fileName === 'string' && fileName !== '' ? fileName : null;
  if (said !== null) return { file_name: folderOf(said.replaceAll('\\', '/')) + name };
  return typeof address === 'string' ? { coco_url: folderOf(address) + encodeURIComponent(name) } : { file_name: name };
}

/** JSON in which numbers of 64 bits stand as the file had them. */
function jsonOf(value: unknown): string {
  return JSON.stringify(value).replaceAll(/"(\\u0001-?\d+)"/gu, (marked) => idText(JSON.parse(marked) as string));
}
