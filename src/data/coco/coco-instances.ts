import { parseDecimal } from '../../formats/text/number-text';
import { idText, isNumericId } from '../../formats/text/json-text';
import { boxProblem } from '../check-box';
import type { DataObject, PictureSize } from '../data-set';
import { readFlag } from '../flag';

/** An image of a COCO file, with its objects. */
export interface CocoImage {
  readonly id: number | string;
  readonly fileName: string;
  /** In the list of images, from 0. */
  readonly place: number;
  readonly size: PictureSize | null;
  readonly objects: readonly (Omit<DataObject, 'classIndex'> & { readonly className: string })[];
}

export interface CocoInstances {
  readonly images: readonly CocoImage[];
  /** Names of the categories, in the order of the file. */
  readonly classes: readonly string[];
  /** In sentences. */
  readonly problems: readonly string[];
}

type Json = Readonly<Record<string, unknown>>;
type Id = number | string;

/** Checks and joins images, annotations and categories, which are lists; what is broken is named and left out. */
export function readCocoInstances(file: Json): CocoInstances {
  const problems: string[] = [];
  const categories = readCategories(file['categories'] as readonly unknown[], problems);
  const images = new Map<Id, CocoImage & { readonly objects: CocoImage['objects'][number][] }>();
  for (const [index, value] of (file['images'] as readonly unknown[]).entries()) {
    const image = isRecord(value) ? value : {};
    const { id } = image;
    const fileName = fileNameOf(image);
    const where = `images[${index}]`;
    if (!isId(id)) problems.push(`${where} has no id.`);
    else if (fileName === null) problems.push(`${where} (id ${idText(id)}) has no file_name.`);
    else if (images.has(id)) problems.push(`${where} has the id ${idText(id)}, which an image before it has.`);
    else images.set(id, { id, fileName, place: index, size: sizeOf(image), objects: [] });
  }
  const seen = new Set<Id>();
  for (const [index, value] of (file['annotations'] as readonly unknown[]).entries()) {
    const annotation = isRecord(value) ? value : {};
    const { id, image_id: imageId, category_id: categoryId } = annotation;
    const where = `annotations[${index}]${isId(id) ? ` (id ${idText(id)})` : ''}`;
    const className = isId(categoryId) ? categories.get(categoryId) : undefined;
    const image = isId(imageId) ? images.get(imageId) : undefined;
    if (isRepeated(id, seen)) problems.push(`${where} has the id of an annotation before it.`);
    else if (image === undefined) problems.push(`${where} belongs to the image ${absent(imageId, images)}.`);
    else if (className === undefined) problems.push(`${where} has the category ${absent(categoryId, categories)}.`);
    else {
      const box = cornerBox(annotation['bbox']);
      const wrong = bboxProblem(annotation['bbox']) ?? boxProblem(box);
      const { on, odd } = readFlag(annotation['iscrowd']);
      if (wrong !== null) problems.push(`${where} ${wrong}.`);
      else image.objects.push({ className, box, kind: on ? 'crowd' : 'plain', place: index });
      if (wrong === null && odd)
        problems.push(
          `${where} has an iscrowd that says neither yes nor no (${shown(annotation['iscrowd'])}); it counts as none.`,
        );
    }
  }
  return { images: [...images.values()], classes: [...new Set(categories.values())], problems };
}

/** Whether an annotation before it has this id; notes the id. An annotation without an id repeats none. */
export function isRepeated(id: unknown, seen: Set<number | string>): boolean {
  if (!isId(id)) return false;
  const isKnown = seen.has(id);
  seen.add(id);
  return isKnown;
}

function readCategories(value: readonly unknown[], problems: string[]): ReadonlyMap<Id, string> {
  const categories = new Map<Id, string>();
  const names = new Set<string>();
  for (const [index, entry] of value.entries()) {
    const { id, name: said } = isRecord(entry) ? entry : {};
    const where = `categories[${index}]`;
    const name = typeof said === 'number' ? String(said) : said;
    if (!isId(id)) problems.push(`${where} has no id.`);
    else if (typeof name !== 'string' || name === '')
      problems.push(`${where} (id ${idText(id)}) has no name, but ${shown(said)}.`);
    else if (categories.has(id)) problems.push(`${where} has the id ${idText(id)}, which a category before it has.`);
    else {
      if (names.has(name))
        problems.push(
          `${where} (id ${idText(id)}) has the name “${name}” of a category before it; they count as one class.`,
        );
      names.add(name);
      categories.set(id, name);
    }
  }
  return categories;
}

/** An id that nothing has; where only a text and a number differ, that is said. */
function absent(id: unknown, known: ReadonlyMap<Id, unknown>): string {
  if (!isId(id)) return `${shown(id)}, which is no id`;
  const digits = idText(id).replaceAll(/[“”]/gu, '').trim();
  const other = [parseDecimal(digits), digits].find((candidate) => candidate !== undefined && known.has(candidate));
  if (other === undefined) return `${idText(id)}, which there is not`;
  return isNumericId(id)
    ? `${idText(id)}, a number, which there is not: the file has ${idText(other)}, a text`
    : `${idText(id)}, a text, which there is not: the file has ${idText(other)}, a number`;
}

/** Why a `bbox` is none before its numbers are looked at; null where they decide. */
function bboxProblem(bbox: unknown): string | null {
  if (bbox === undefined || bbox === null || (Array.isArray(bbox) && bbox.length === 0)) return 'has no bbox';
  if (Array.isArray(bbox) && bbox.length === 4 && bbox.every(Number.isFinite)) return null;
  return `has a bbox that is no list of four numbers (${shown(bbox)})`;
}

/** COCO has corner and size, 0-based. */
function cornerBox(bbox: unknown): DataObject['box'] {
  const [x, y, width, height] = (Array.isArray(bbox) && bbox.length === 4 ? bbox : []).map((value) =>
    typeof value === 'number' ? value : Number.NaN,
  );
  if (x === undefined || y === undefined || width === undefined || height === undefined) return [NaN, NaN, NaN, NaN];
  return [x, y, x + width, y + height];
}

function isRecord(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isId(value: unknown): value is Id {
  return typeof value === 'string' || (typeof value === 'number' && Number.isFinite(value));
}

/** LVIS has no `file_name`; the end of the address says it. */
function fileNameOf({ file_name: fileName, coco_url: address }: Json): string | null {
  if (typeof fileName === 'string' && fileName !== '') return fileName;
  return fileName === undefined && typeof address === 'string' && address !== '' ? address : null;
}

/** Some tools write numbers as texts. */
function sizeOf({ width: w, height: h }: Json): PictureSize | null {
  const [width, height] = [w, h].map((side) => (typeof side === 'string' ? parseDecimal(side) : side));
  return isSide(width) && isSide(height) ? { width, height } : null;
}

function isSide(value: unknown): value is number {
  return typeof value === 'number' && value > 0;
}

function shown(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value).slice(0, 40);
}
