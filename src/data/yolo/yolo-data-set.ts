import { CodedError } from '../../errors/coded-error';
import { isFormatError } from '../../errors/areas';
import { ClassIndices, type DataImage, type DataPart, type DataSet } from '../data-set';
import type { DataReading } from '../data-reading';
import { folderOf, isImagePath, joinPath, stemOf, type TreeFile } from '../file-tree';
import { inParallel } from '../in-parallel';
import { readYoloConfig } from './read-yolo-config';
import type { YoloConfig } from './yolo-config';
import { parseYoloLabel } from './yolo-label';
import { findYoloSplits } from './yolo-splits';

const mostLabelBytes = 4_000_000;

/**
 * Reads YOLO: `images/…`, `labels/…/*.txt`, and a file that names the classes (`data.yaml`, `obj.data`, `classes.txt`). An image without a label file
 * has no objects.
 * @returns null where nothing names classes, and there are no labels
 * @throws DataSetError `data-set-unreadable` where the classes have no names, or nothing can be used
 */
export async function readYolo(reading: DataReading): Promise<DataSet | null> {
  const { tree, problems, options } = reading;
  const config = await readYoloConfig(reading);
  const labels = labelFiles(reading);
  if (config === null && labels.size === 0) return null;
  if (config === null)
    throw new CodedError(
      'data-set-unreadable',
      `“${tree.name}” has YOLO labels, but neither data.yaml nor classes.txt names their classes.`,
      'Put a data.yaml with “names” into the folder.',
    );
  const classes = mergeClasses(reading, config);
  const splits = await findYoloSplits(reading, config);
  const parts: DataPart[] = [];
  const total = splits.reduce((sum, { images }) => sum + images.length, 0);
  let before = 0;
  for (const { name, split, images, lists } of splits) {
    const read = await inParallel(images, (image) => readImage(reading, image, labels, config, classes), {
      ...options,
      onProgress: (done) => options.onProgress?.(before + done, total),
    });
    before += images.length;
    for (const found of read) for (const { file, reason } of found.problems) reading.tell(file, reason);
    const kept = read.flatMap(({ image }) => image ?? []);
    if (kept.length > 0) parts.push({ name, split, domain: null, images: kept, lists: keptLists(lists, kept) });
  }
  const [first] = problems.all;
  if (parts.length === 0)
    throw new CodedError(
      'data-set-unreadable',
      [
        `“${tree.name}” is a YOLO data set without images.`,
        ...(first === undefined ? [] : [`${first.file}: ${first.reason}`]),
        ...whereItsPicturesAre(reading),
      ].join(' '),
      'Choose the folder that holds images, labels and data.yaml.',
    );
  tellWhereNoLabelFits(reading, labels, parts, config);
  return {
    name: tree.name,
    format: 'yolo',
    layout: 'plain',
    classes: classes.names,
    classFiles: config.files,
    parts,
    problems,
  };
}

/** Lists without the images that are left out. */
function keptLists(lists: DataPart['lists'], images: readonly DataImage[]): DataPart['lists'] {
  const ids = new Set(images.map(({ id }) => id));
  return lists.map(({ path, entries }) => ({ path, entries: entries.filter(({ image }) => ids.has(image)) }));
}

/** A sentence, where there are pictures that no split has. */
function whereItsPicturesAre({ tree }: DataReading): readonly string[] {
  const pictures = [...tree.files.keys()].filter(isImagePath);
  const folders = [...new Set(pictures.map((path) => folderOf(path) || 'the top folder'))];
  return folders.length === 0
    ? []
    : [`There are pictures in ${folders.slice(0, 4).join(', ')}${folders.length > 4 ? ', …' : ''}.`];
}

/** Texts that may be labels, by their path without ending. */
function labelFiles({ tree, pictures }: DataReading): ReadonlyMap<string, TreeFile> {
  const labels = new Map<string, TreeFile>();
  for (const file of tree.files.values()) {
    if (!/\.txt$/iu.test(file.path) || /(?:^|\/)(?:predefined_)?classes\.txt$/iu.test(file.path)) continue;
    const [folder, stem] = [folderOf(file.path), stemOf(file.path)];
    if (/(?:^|\/)labels\//iu.test(folder) || pictures.named(folder, stem).length > 0) labels.set(folder + stem, file);
  }
  return labels;
}

function tellWhereNoLabelFits(
  reading: DataReading,
  labels: ReadonlyMap<string, TreeFile>,
  parts: readonly DataPart[],
  config: YoloConfig,
): void {
  const bare = parts.filter(({ images }) => images.every(({ annotation }) => annotation === null));
  const first = bare[0]?.images[0];
  if (first === undefined) return;
  const wantedFor = (image: DataImage) => `that of ${image.file.path} would be ${labelStems(image.file.path)[0]}.txt`;
  if (bare.length === parts.length) {
    const none =
      labels.size === 0 ? 'There are no label files' : `None of the ${labels.size} label files fits an image`;
    reading.tell(config.path, `${none}, so that no image has objects: ${wantedFor(first)}.`);
  } else
    for (const { name, images } of bare)
      reading.tell(
        config.path,
        `No image of “${name}” has a label file, and so none has objects: ${wantedFor(images[0]!)}.`,
      );
}

/** The classes by name: two of one name are one, and told of. */
function mergeClasses(reading: DataReading, { classes, path }: YoloConfig): ClassIndices {
  const merged = new ClassIndices();
  const numbers = new Map<string, number>();
  for (const [index, name] of classes.entries()) {
    const first = numbers.get(name);
    if (first === undefined) numbers.set(name, index);
    else reading.tell(path, `Class ${index} has the name “${name}” of class ${first}; they count as one class.`);
    merged.of(name);
  }
  return merged;
}

interface ReadImage {
  readonly image: DataImage | null;
  readonly problems: readonly { readonly file: string; readonly reason: string }[];
}

async function readImage(
  reading: DataReading,
  file: TreeFile,
  labels: ReadonlyMap<string, TreeFile>,
  config: YoloConfig,
  classes: ClassIndices,
): Promise<ReadImage> {
  const label = labelStems(file.path)
    .map((stem) => labels.get(stem))
    .find((found) => found !== undefined);
  const image = (objects: DataImage['objects']): DataImage => ({
    id: file.path,
    file,
    annotation: label?.path ?? null,
    place: null,
    declared: null,
    unit: 'image',
    objects,
  });
  if (label === undefined) return { image: image([]), problems: [] };
  try {
    const { objects, problems } = parseYoloLabel(await reading.text(label, mostLabelBytes), config);
    return {
      image: image(
        objects.map((object) => ({ ...object, classIndex: classes.of(config.classes[object.classIndex]!) })),
      ),
      problems: problems.map(({ line, reason }) => ({ file: `${label.path}, line ${line}`, reason })),
    };
  } catch (error) {
    if (!isFormatError(error)) throw error;
    reading.markKnown(file.path);
    const reason = `The labels cannot be read, and the image is left out: ${error.message}.`;
    return { image: null, problems: [{ file: label.path, reason }] };
  }
}

/** Where the label of an image may be, without its ending: the last folder `images` becomes `labels`; else beside the image. */
function labelStems(path: string): readonly string[] {
  const parts = folderOf(path).split('/');
  const at = parts.findLastIndex((part) => /^images$/iu.test(part));
  const beside = `${folderOf(path)}${stemOf(path)}`;
  if (at < 0) return [beside];
  const swapped = ['labels', 'Labels'].map((name) => `${parts.with(at, name).join('/')}${stemOf(path)}`);
  return [...swapped, beside].map((stem) => joinPath('', stem));
}
