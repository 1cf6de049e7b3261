import { boxProblem } from './check-box';
import type { DataObject } from './data-set';
import { DataSetError } from './data-set-error';

/** An image of a COCO file, with its objects. */
export interface CocoImage {
  readonly id: number | string;
  readonly fileName: string;
  readonly objects: readonly (Pick<DataObject, 'box' | 'kind'> & { readonly className: string })[];
}

export interface CocoInstances {
  readonly images: readonly CocoImage[];
  /** In sentences. */
  readonly problems: readonly string[];
}

type Json = Readonly<Record<string, unknown>>;

/** Whether a JSON value is a file of COCO instances. */
export function isCocoInstances(value: unknown): value is Json {
  return isRecord(value) && Array.isArray(value['images']) && Array.isArray(value['annotations']);
}

/**
 * Checks and joins images, annotations and categories; what is broken is named and left out.
 * @throws DataSetError where the file as a whole is unusable
 */
export function readCocoInstances(path: string, file: Json): CocoInstances {
  const problems: string[] = [];
  const categories = readCategories(path, file['categories'], problems);
  const images = new Map<number | string, CocoImage & { readonly objects: CocoImage['objects'][number][] }>();
  const sizes = new Map<number | string, { readonly width: number; readonly height: number } | null>();
  for (const [index, value] of (file['images'] as readonly unknown[]).entries()) {
    const { id, file_name: fileName, width, height } = isRecord(value) ? value : {};
    const where = `images[${index}]`;
    if (!isId(id)) problems.push(`${where} has no id.`);
    else if (typeof fileName !== 'string' || fileName === '') problems.push(`${where} (id ${id}) has no file_name.`);
    else if (images.has(id)) problems.push(`${where} has the id ${id}, which an image before it has.`);
    else {
      images.set(id, { id, fileName, objects: [] });
      sizes.set(id, isSize(width) && isSize(height) ? { width, height } : null);
    }
  }
  const seen = new Set<number | string>();
  for (const [index, value] of (file['annotations'] as readonly unknown[]).entries()) {
    const annotation = isRecord(value) ? value : {};
    const { id, image_id: imageId, category_id: categoryId } = annotation;
    const where = `annotations[${index}]${isId(id) ? ` (id ${id})` : ''}`;
    const className = isId(categoryId) ? categories.get(categoryId) : undefined;
    const image = isId(imageId) ? images.get(imageId) : undefined;
    if (isId(id) && seen.has(id)) problems.push(`${where} has the id of an annotation before it.`);
    else if (image === undefined)
      problems.push(`${where} belongs to the image ${String(imageId)}, which there is not.`);
    else if (className === undefined)
      problems.push(`${where} has the category ${String(categoryId)}, which there is not.`);
    else {
      const box = cornerBox(annotation['bbox']);
      const wrong = boxProblem(box, sizes.get(image.id) ?? null);
      if (wrong === null) image.objects.push({ className, box, kind: annotation['iscrowd'] === 1 ? 'crowd' : 'plain' });
      else problems.push(`${where} ${wrong}.`);
    }
    if (isId(id)) seen.add(id);
  }
  return { images: [...images.values()], problems };
}

function readCategories(path: string, value: unknown, problems: string[]): ReadonlyMap<number | string, string> {
  const categories = new Map<number | string, string>();
  if (!Array.isArray(value) || value.length === 0)
    throw new DataSetError(
      'data-set-unreadable',
      `${path} has no “categories”, so that nobody knows what its objects are.`,
      'Export it again with its categories.',
    );
  for (const [index, entry] of value.entries()) {
    const { id, name } = isRecord(entry) ? entry : {};
    if (!isId(id) || typeof name !== 'string' || name === '')
      problems.push(`categories[${index}] has no id or no name.`);
    else if (categories.has(id))
      problems.push(`categories[${index}] has the id ${id}, which a category before it has.`);
    else categories.set(id, name);
  }
  return categories;
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

function isId(value: unknown): value is number | string {
  return typeof value === 'string' || (typeof value === 'number' && Number.isFinite(value));
}

function isSize(value: unknown): value is number {
  return typeof value === 'number' && value > 0;
}
