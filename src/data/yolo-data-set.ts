import { FormatError } from '../formats/format-error';
import type { DataImage, DataPart, DataSet } from './data-set';
import { DataSetError } from './data-set-error';
import { folderOf, isImagePath, joinPath, readText, stemOf, type FileTree, type TreeFile } from './file-tree';
import { inParallel, type ReadOptions } from './in-parallel';
import { ProblemList } from './problem-list';
import { readYoloConfig, type YoloConfig } from './yolo-config';
import { parseYoloLabel } from './yolo-label';

const mostLabelBytes = 4_000_000;
const mostListBytes = 20_000_000;

/** Whether a path may only occur in a YOLO data set. */
export function isYoloPath(path: string): boolean {
  return /(?:^|\/)labels\/(?:.+\/)?[^/]+\.txt$/u.test(path) || /(?:^|\/)data\.ya?ml$/u.test(path);
}

interface Split {
  readonly name: string;
  readonly images: readonly TreeFile[];
}

/**
 * Reads YOLO: `images/…`, `labels/…/*.txt`, and a YAML file (or `classes.txt`) that names the classes. An image without a label file has no objects.
 * @throws DataSetError `data-set-unreadable` where the classes have no names, or nothing can be used
 */
export async function readYolo(tree: FileTree, options: ReadOptions): Promise<DataSet> {
  const config = await readYoloConfig(tree);
  if (config === null)
    throw new DataSetError(
      'data-set-unreadable',
      `“${tree.name}” has YOLO labels, but neither data.yaml nor classes.txt names their classes.`,
      'Put a data.yaml with “names” into the folder.',
    );
  const problems = new ProblemList();
  const splits = await findSplits(tree, config, problems);
  const parts: DataPart[] = [];
  const total = splits.reduce((sum, { images }) => sum + images.length, 0);
  let before = 0;
  for (const { name, images } of splits) {
    const read = await inParallel(images, (image) => readImage(tree, image, config), {
      ...options,
      onProgress: (done) => options.onProgress?.(before + done, total),
    });
    before += images.length;
    for (const found of read) for (const { file, reason } of found.problems) problems.add(file, reason);
    const kept = read.flatMap(({ image }) => image ?? []);
    if (kept.length > 0) parts.push({ name, split: name, domain: null, images: kept });
  }
  if (parts.length === 0)
    throw new DataSetError(
      'data-set-unreadable',
      `“${tree.name}” is a YOLO data set without images. ${problems.all[0]?.reason ?? ''}`.trim(),
      'Choose the folder that holds images, labels and data.yaml.',
    );
  return { name: tree.name, format: 'yolo', layout: 'plain', classes: config.classes, parts, problems };
}

async function findSplits(tree: FileTree, config: YoloConfig, problems: ProblemList): Promise<readonly Split[]> {
  if (config.splits.length === 0) return splitsByFolder(tree);
  const splits: Split[] = [];
  for (const { name, places } of config.splits) {
    const images: TreeFile[] = [];
    for (const candidates of places) {
      const found = await filesAt(tree, candidates, problems);
      if (found.length === 0) problems.add(config.path, `There are no images at “${candidates[0]}” (${name}).`);
      images.push(...found);
    }
    splits.push({ name, images: [...new Set(images)] });
  }
  return splits;
}

/** Without a configuration that says so, each folder with images is a split. */
function splitsByFolder(tree: FileTree): readonly Split[] {
  const folders = new Map<string, TreeFile[]>();
  for (const file of [...tree.files.values()].filter(({ path }) => isImagePath(path))) {
    const parts = folderOf(file.path)
      .split('/')
      .filter((part) => part !== '' && part !== 'images');
    const name = parts.at(-1) ?? 'all';
    folders.set(name, [...(folders.get(name) ?? []), file]);
  }
  return [...folders].map(([name, images]) => ({ name, images }));
}

/** The images of the first place that has any: a folder, or a text file that lists them. */
async function filesAt(tree: FileTree, candidates: readonly string[], problems: ProblemList): Promise<TreeFile[]> {
  for (const place of candidates) {
    const list = place.endsWith('.txt') ? tree.files.get(place) : undefined;
    if (list !== undefined) return readList(tree, list, problems);
    const prefix = place === '' ? '' : `${place}/`;
    const inside = [...tree.files.values()].filter(({ path }) => path.startsWith(prefix) && isImagePath(path));
    if (inside.length > 0) return inside;
  }
  // Folders of other machines often lead one level too high: `../train/images`.
  return [];
}

async function readList(tree: FileTree, list: TreeFile, problems: ProblemList): Promise<TreeFile[]> {
  const lines = (await readText(list, mostListBytes)).split('\n').map((line) => line.trim());
  return lines.flatMap((line, index) => {
    if (line === '') return [];
    const file = tree.files.get(joinPath(folderOf(list.path), line)) ?? tree.files.get(joinPath('', line));
    if (file === undefined) problems.add(`${list.path}, line ${index + 1}`, `There is no image ${line}.`);
    return file ?? [];
  });
}

interface ReadImage {
  readonly image: DataImage | null;
  readonly problems: readonly { readonly file: string; readonly reason: string }[];
}

async function readImage(tree: FileTree, file: TreeFile, config: YoloConfig): Promise<ReadImage> {
  const path = labelPath(file.path);
  const label = tree.files.get(path);
  const image = (objects: DataImage['objects']): DataImage => ({ id: file.path, file, unit: 'image', objects });
  if (label === undefined) return { image: image([]), problems: [] };
  try {
    const text = await readText(label, mostLabelBytes);
    const { objects, problems } = parseYoloLabel(text, config.classes.length, config.path);
    return {
      image: image(objects),
      problems: problems.map(({ line, reason }) => ({ file: `${path}, line ${line}`, reason })),
    };
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    const reason = `The labels cannot be read, and the image is left out: ${error.message}.`;
    return { image: null, problems: [{ file: path, reason }] };
  }
}

/** The last folder `images` becomes `labels`; without one, the label lies beside the image. */
function labelPath(path: string): string {
  const parts = folderOf(path).split('/');
  const at = parts.lastIndexOf('images');
  if (at >= 0) parts[at] = 'labels';
  return `${parts.join('/')}${stemOf(path)}.txt`;
}
