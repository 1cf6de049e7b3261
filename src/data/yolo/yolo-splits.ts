import type { DataReading } from '../data-reading';
import type { DataList } from '../data-set';
import { folderOf, isImagePath, isUnreadPicture, joinPath, stemOf, type TreeFile } from '../file-tree';
import { uniquePartNames } from '../part-names';
import type { YoloConfig, YoloPlace } from './yolo-config';

const mostListBytes = 20_000_000;

/** A part of the data set: images in a fixed order. */
export interface YoloSplit {
  readonly name: string;
  /** As its file or folder is called. */
  readonly split: string;
  readonly images: readonly TreeFile[];
  /** The lists that name them; images are called by their paths. */
  readonly lists: readonly DataList[];
}

/** Images of one place, and the list that names them. */
interface FoundImages {
  readonly images: readonly TreeFile[];
  readonly list: DataList | null;
}

/** The splits that the configuration names; else those of lists beside it, else each folder with images. */
export async function findYoloSplits(reading: DataReading, config: YoloConfig): Promise<readonly YoloSplit[]> {
  if (config.splits.length === 0) return (await splitsByList(reading, config)) ?? splitsByFolder(reading);
  const splits: YoloSplit[] = [];
  for (const { name, places } of config.splits) {
    const images: TreeFile[] = [];
    const lists: DataList[] = [];
    for (const place of places) {
      const found = await filesAt(reading, place);
      if (found.images.length === 0) reading.tell(config.path, `There are no images at “${place.said}” (${name}).`);
      images.push(...found.images);
      if (found.list !== null) lists.push(found.list);
    }
    splits.push({ name, split: name, images: [...new Set(images)], lists });
  }
  return splits;
}

/** `train.txt` and its like beside the names, where their lines are images. */
async function splitsByList(reading: DataReading, config: YoloConfig): Promise<readonly YoloSplit[] | null> {
  const lists = [...reading.tree.files.values()].filter(
    ({ path }) =>
      folderOf(path) === folderOf(config.path) &&
      /^(?:train|val|valid|test)[^/]*\.txt$/iu.test(path.slice(folderOf(path).length)),
  );
  const splits: YoloSplit[] = [];
  for (const list of lists) {
    if (reading.pictures.named(folderOf(list.path), stemOf(list.path)).length > 0) continue;
    const { images, list: named } = await readList(reading, list);
    if (images.length > 0)
      splits.push({ name: stemOf(list.path), split: stemOf(list.path), images, lists: named === null ? [] : [named] });
  }
  return splits.length > 0 ? splits : null;
}

/** Without a configuration that says so, each folder with images is a split. */
function splitsByFolder(reading: DataReading): readonly YoloSplit[] {
  const folders = new Map<string, TreeFile[]>();
  for (const file of reading.tree.files.values()) {
    if (!isImagePath(file.path)) continue;
    const same = folders.get(folderOf(file.path));
    if (same === undefined) folders.set(folderOf(file.path), [file]);
    else same.push(file);
  }
  const splits = [...folders].map(([folder, images]) => {
    const parts = folder.split('/').filter((part) => part !== '' && !/^images$/iu.test(part));
    // `images` says nothing, so it is left away where names are compared, too.
    return { split: parts.at(-1) ?? 'all', path: `${parts.join('/')}/x`, images };
  });
  const names = uniquePartNames(splits.map(({ split, path }) => ({ name: split, path })));
  return splits.map(({ split, images }, index) => ({ name: names[index]!, split, images, lists: [] }));
}

/** The images of the first place that has any: a folder, a pattern, or a text file that lists them. */
async function filesAt(reading: DataReading, { candidates }: YoloPlace): Promise<FoundImages> {
  const { tree } = reading;
  for (const place of candidates) {
    const file = tree.files.get(place);
    if (file !== undefined && /\.txt$/iu.test(place)) return readList(reading, file);
    if (file !== undefined && isImagePath(place)) return { images: [file], list: null };
    const inside = [...tree.files.values()].filter(({ path }) => isAt(path, place));
    for (const { path } of inside.filter((picture) => isUnreadPicture(picture.path))) {
      if (!reading.isKnown(path))
        reading.tell(path, 'The picture is left out: its format is not read. Save it as JPEG or PNG.');
      reading.markKnown(path);
    }
    const images = inside.filter(({ path }) => isImagePath(path));
    if (images.length > 0) return { images, list: null };
  }
  return { images: [], list: null };
}

/** Whether a file is at a place: `images/*.jpg` is a pattern; other places are folders, with all that is in them. */
export function isAt(path: string, place: string): boolean {
  if (!/[*?]/u.test(place)) return place === '' || path.startsWith(`${place}/`);
  const pattern = place
    .replaceAll(/[.+^${}()|[\]\\]/gu, String.raw`\$&`)
    .replaceAll('**/', '\u0000')
    .replaceAll('*', '[^/]*')
    .replaceAll('?', '[^/]')
    .replaceAll('\u0000', '(?:.*/)?');
  return new RegExp(`^${pattern}$`, 'u').test(path);
}

/** A list of images; lines begin at the list, at the top, or where it was made. */
async function readList(reading: DataReading, list: TreeFile): Promise<FoundImages> {
  const lines = await reading.lines(list, mostListBytes);
  const dropped = new Map<string, string>();
  const found = new Map<TreeFile, string>();
  for (const [index, line] of lines.entries()) {
    if (line === '') continue;
    const at = `${list.path}, line ${index + 1}`;
    const image = fileOfLine(reading, list, line);
    if (image === null) reading.tell(at, `There is no image ${line}.`);
    else if (isUnreadPicture(image.file.path)) {
      reading.markKnown(image.file.path);
      reading.tell(at, `${image.file.path} is left out: its format is not read. Save it as JPEG or PNG.`);
    } else if (found.has(image.file)) reading.tell(at, `${image.file.path} is listed twice; it counts once.`);
    else {
      found.set(image.file, line);
      if (image.dropped !== '') dropped.set(image.dropped, image.file.path);
    }
  }
  for (const [start, path] of dropped)
    reading.tell(list.path, `There is no ${start}, with which lines begin; it is left away, as in ${path}.`);
  const entries = [...found].map(([{ path }, text]) => ({ text, image: path }));
  return { images: [...found.keys()], list: { path: list.path, entries } };
}

/** The picture of a line, and the folders at its beginning that the data set does not have. */
function fileOfLine(
  { tree, pictures }: DataReading,
  list: TreeFile,
  line: string,
): { readonly file: TreeFile; readonly dropped: string } | null {
  const here = folderOf(list.path);
  const parts = joinPath('', line).split('/');
  for (let from = 0; from < parts.length; from++) {
    const end = parts.slice(from).join('/');
    // A path from above the list, such as `../images/a.jpg`, is resolved there.
    for (const place of from === 0 ? [joinPath(here, line), end] : [joinPath(here, end), end]) {
      const file = tree.files.get(place);
      if (file !== undefined && (isImagePath(place) || isUnreadPicture(place)))
        return { file, dropped: from === 0 ? '' : `${parts.slice(0, from).join('/')}/` };
    }
    if ([here, ''].some((base) => pictures.hasFolder(`${base}${parts[from]}/`))) return null;
  }
  return null;
}
