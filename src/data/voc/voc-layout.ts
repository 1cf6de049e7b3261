import { CodedError } from '../../errors/coded-error';
import type { DataReading } from '../data-reading';
import { folderOf, stemOf, type FileTree, type TreeFile } from '../file-tree';
import type { PictureIndex } from '../picture-index';

/** A folder with annotations, in a folder of their own or beside the pictures, and what belongs to it. */
export interface VocRoot {
  /** With its slash; empty at the top. */
  readonly folder: string;
  /** The folder around it where its own names a split, else its own. */
  readonly home: string;
  /** Short and unique among the homes. */
  readonly label: string;
  /** Of the annotations, with its slash; empty where they lie in the root itself. */
  readonly annotationFolder: string;
  /** By the path in that folder, without `.xml`. */
  readonly annotations: ReadonlyMap<string, TreeFile>;
  /** Folders of pictures in the root, with their slash, the best first. */
  readonly pictureFolders: readonly string[];
  readonly lists: readonly TreeFile[];
}

const annotationFolder = /^annotations?$/iu;
const otherAnnotationFolder = /^(?:xmls?|labels?|annots?)$/iu;
const pictureFolder = /^(?:jpegimages|images?|imgs?|data|pictures|photos)$/iu;
const splitFolder = /^(?:train|val|valid|validation|test|trainval|dev|eval)(?:[-_]?\d+)?$/iu;
const listName = /^(?:train|val|valid|validation|test|trainval)$/iu;

/** Whether a path may only occur in Pascal VOC. */
export function isVocPath(path: string): boolean {
  return (
    (isXml(path) && foldersOf(path).some((part) => annotationFolder.test(part))) ||
    /(?:^|\/)ImageSets\/Main\/[^/]+\.txt$/iu.test(path)
  );
}

/** Whether an XML file has the name of a picture that lies beside it, or in a folder beside its own. */
export function hasVocPairs(tree: FileTree, pictures: PictureIndex): boolean {
  return [...tree.files.values()].some((file) => isXml(file.path) && isPaired(file, pictures));
}

/** @throws DataSetError where there are lists or images, but no annotations */
export function findVocRoots({ tree, pictures }: DataReading): readonly VocRoot[] {
  const files = [...tree.files.values()];
  const xml = annotationFiles(files, pictures);
  if (xml.length === 0)
    throw new CodedError(
      'data-set-unreadable',
      `“${tree.name}” has split lists of Pascal VOC, but no Annotations/*.xml.`,
      'Choose the folder that holds Annotations, ImageSets and JPEGImages together.',
    );
  const roots = new Map<string, { inner: string; annotations: Map<string, TreeFile> }>();
  for (const file of xml) {
    const { folder, inner } = placeOf(file.path);
    const root = roots.get(folder) ?? { inner, annotations: new Map<string, TreeFile>() };
    roots.set(folder, root);
    root.annotations.set(`${folderOf(file.path).slice(folder.length + inner.length)}${stemOf(file.path)}`, file);
  }
  const found = [...roots].map(([folder, { inner, annotations }]) => {
    const lists = listsOf(folder, files);
    return {
      folder,
      home: lists.length === 0 && splitOfFolder(folder) !== null ? parentOf(folder) : folder,
      annotationFolder: inner,
      annotations,
      pictureFolders: pictureFolders(folder, inner, pictures),
      lists,
    };
  });
  const labels = labelsOf(found.map(({ home }) => home));
  return found.map((root) => ({ ...root, label: labels.get(root.home) || tree.name }));
}

/** The split that a folder names, where it is one of `train/`, `valid/` and so on; null for others. */
export function splitOfFolder(folder: string): string | null {
  const name = folder.split('/').at(-2) ?? '';
  return splitFolder.test(name) ? name : null;
}

/** Annotations in folders of that name; else those in `labels/` or `xml/`, and those beside their pictures. */
function annotationFiles(files: readonly TreeFile[], pictures: PictureIndex): readonly TreeFile[] {
  const xml = files.filter(({ path }) => isXml(path));
  const named = xml.filter(({ path }) => foldersOf(path).some((part) => annotationFolder.test(part)));
  if (named.length > 0) return named;
  const folders = new Set(xml.filter((file) => isPaired(file, pictures)).map(({ path }) => folderOf(path)));
  return xml.filter(({ path }) => folders.has(folderOf(path)));
}

function isPaired({ path }: TreeFile, pictures: PictureIndex): boolean {
  const { folder, inner } = placeOf(path);
  const below = folderOf(path).slice(folder.length + inner.length);
  return pictureFolders(folder, inner, pictures).some(
    (place) => pictures.named(`${folder}${place}${below}`, stemOf(path)).length > 0,
  );
}

/** Splits the folder of an annotation into its root's and what the annotations have to themselves. */
function placeOf(path: string): { readonly folder: string; readonly inner: string } {
  const parts = foldersOf(path);
  const isInner = (part: string | undefined) =>
    part !== undefined && (annotationFolder.test(part) || otherAnnotationFolder.test(part));
  const last = parts.findLastIndex(isInner);
  if (last < 0) return { folder: folderOf(path), inner: '' };
  let first = last;
  while (isInner(parts[first - 1])) first--;
  const join = (some: readonly string[]) => some.map((part) => `${part}/`).join('');
  return { folder: join(parts.slice(0, first)), inner: join(parts.slice(first, last + 1)) };
}

/** `JPEGImages/` first; then others that are called like it, the root itself, and the folder of the annotations. */
function pictureFolders(folder: string, inner: string, pictures: PictureIndex): readonly string[] {
  const found = pictures
    .foldersIn(folder)
    .filter((name) => pictureFolder.test(name))
    .map((name) => `${name}/`);
  const rank = (name: string) => (/^jpegimages/iu.test(name) ? 0 : 1);
  return [...found.toSorted((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1)), '', ...(inner === '' ? [] : [inner])];
}

/** Lists of `ImageSets/Main`; else of `ImageSets`, else those at the root that are named as splits. */
function listsOf(folder: string, files: readonly TreeFile[]): readonly TreeFile[] {
  const texts = files.filter(({ path }) => path.startsWith(folder) && /\.txt$/iu.test(path));
  const within = (part: RegExp) => texts.filter(({ path }) => part.test(path.slice(folder.length)));
  const main = within(/^ImageSets\/Main\/[^/]+$/iu);
  if (main.length > 0) return main.filter(({ path }) => !listsOneClass(path, main));
  const sets = within(/^ImageSets\/[^/]+$/iu);
  return sets.length > 0 ? sets : within(/^[^/]+$/u).filter(({ path }) => listName.test(stemOf(path)));
}

/** `car_train.txt` beside `train.txt` says where cars are; it is no split. */
function listsOneClass(path: string, lists: readonly TreeFile[]): boolean {
  const stem = stemOf(path);
  return lists.some((other) => stem.endsWith(`_${stemOf(other.path)}`));
}

function parentOf(folder: string): string {
  return folderOf(folder.slice(0, -1));
}

/** For each folder the last part that tells it apart: `VOC2007` alone would not in `night_rainy/VOC2007`. */
function labelsOf(folders: readonly string[]): ReadonlyMap<string, string> {
  const all = [...new Set(folders)];
  const partsOf = (folder: string) => folder.split('/').filter(Boolean);
  const last = (length: number, parts: readonly string[]) => parts.slice(-length).join('/');
  const labels = new Map<string, string>();
  for (const folder of all) {
    const parts = partsOf(folder);
    const length =
      1 +
      parts.findIndex((_, i) => all.filter((other) => last(i + 1, partsOf(other)) === last(i + 1, parts)).length === 1);
    const whole = parts.join('/');
    const label = length === 0 ? whole : length > 1 && all.length > 1 ? parts.at(-length)! : last(length, parts);
    labels.set(folder, [...labels.values()].includes(label) ? whole : label);
  }
  return labels;
}

function isXml(path: string): boolean {
  return /\.xml$/iu.test(path);
}

function foldersOf(path: string): readonly string[] {
  return path.split('/').slice(0, -1);
}
