import { isCocoInstances, readCocoInstances } from './coco-instances';
import { ClassIndices, type DataImage, type DataPart, type DataSet } from './data-set';
import { DataSetError } from './data-set-error';
import { folderOf, isImagePath, joinPath, readText, stemOf, type FileTree, type TreeFile } from './file-tree';
import type { ReadOptions } from './in-parallel';
import { ProblemList } from './problem-list';

/** A JSON text of more would not fit into one string. */
const mostJsonBytes = 500_000_000;

/** Files of COCO's that have no boxes of their own. */
const otherTasks = /(?:^|\/)(?:captions|person_keypoints|panoptic|stuff|image_info)_[^/]*\.json$/u;

/** The JSON files that may be COCO instances. */
export function cocoCandidates(tree: FileTree): readonly TreeFile[] {
  const files = [...tree.files.values()].filter(({ path }) => path.endsWith('.json') && !otherTasks.test(path));
  const named = files.filter(({ path }) => /(?:^|\/)instances_[^/]*\.json$/u.test(path));
  return named.length > 0 ? named : files;
}

/**
 * Reads COCO: `instances_*.json`, or whatever JSON has images and annotations, each file a split.
 * @returns null where no file is of that kind
 * @throws DataSetError `data-set-unreadable` where nothing can be used
 */
export async function readCoco(tree: FileTree, { signal, onProgress }: ReadOptions): Promise<DataSet | null> {
  const problems = new ProblemList();
  const classes = new ClassIndices();
  const images = new ImageFinder(tree);
  const parts: DataPart[] = [];
  const candidates = cocoCandidates(tree);
  let found = false;
  for (const [index, file] of candidates.entries()) {
    signal?.throwIfAborted();
    onProgress?.(index, candidates.length);
    const json = await readJson(file, problems);
    if (!isCocoInstances(json)) continue;
    found = true;
    const split = splitName(file.path, tree.name);
    const part = readPart(file.path, split, json, images, classes, problems);
    if (part.images.length > 0) parts.push(part);
  }
  if (!found) return null;
  if (parts.length === 0)
    throw new DataSetError(
      'data-set-unreadable',
      `“${tree.name}” is a COCO data set, but none of its images are there. ${problems.all[0]?.reason ?? ''}`.trim(),
      'Choose the folder that holds both the annotations and the images.',
    );
  return { name: tree.name, format: 'coco', layout: 'plain', classes: classes.names, parts, problems };
}

async function readJson(file: TreeFile, problems: ProblemList): Promise<unknown> {
  const text = await readText(file, mostJsonBytes);
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    problems.add(file.path, `The file is no JSON: ${error instanceof Error ? error.message : String(error)}.`);
    return null;
  }
}

/** `instances_val2017.json` is `val2017`; a file like `_annotations.coco.json` is called like its folder. */
function splitName(path: string, treeName: string): string {
  const stem = stemOf(path).replace(/^instances_/u, '');
  if (!/^_?annotations(?:\.coco)?$/u.test(stem)) return stem;
  return (
    folderOf(path)
      .split('/')
      .findLast((part) => part !== '' && part !== 'annotations') ?? treeName
  );
}

function readPart(
  path: string,
  split: string,
  json: Readonly<Record<string, unknown>>,
  finder: ImageFinder,
  classes: ClassIndices,
  problems: ProblemList,
): DataPart {
  const { images, problems: broken } = readCocoInstances(path, json);
  for (const reason of broken) problems.add(path, reason);
  return {
    name: split,
    split,
    domain: null,
    images: images.flatMap(({ id, fileName, objects }): DataImage[] => {
      const file = finder.find(fileName, folderOf(path), split);
      if (file === undefined) {
        problems.add(path, `The image ${fileName} (id ${id}) is missing.`);
        return [];
      }
      return [
        {
          id: `${split}/${id}`,
          file,
          unit: 'pixel',
          objects: objects.map(({ className, box, kind }) => ({ classIndex: classes.of(className), box, kind })),
        },
      ];
    }),
  };
}

/** `file_name` is relative to a folder that COCO does not name. */
class ImageFinder {
  readonly #files: FileTree['files'];
  readonly #byName = new Map<string, TreeFile[]>();

  constructor({ files }: FileTree) {
    this.#files = files;
    for (const file of files.values()) {
      if (!isImagePath(file.path)) continue;
      const name = file.path.slice(file.path.lastIndexOf('/') + 1);
      const same = this.#byName.get(name);
      if (same) same.push(file);
      else this.#byName.set(name, [file]);
    }
  }

  /** Beside the JSON, a folder up, in the folder of the split, else the only one whose path ends like that; undefined for none. */
  find(fileName: string, folder: string, split: string): TreeFile | undefined {
    for (const base of ['', '..', split, `../${split}`, `../images/${split}`, '../images', 'images']) {
      const file = this.#files.get(joinPath(joinPath(folder, base), fileName));
      if (file) return file;
    }
    const wanted = joinPath('', fileName);
    const named = this.#byName.get(wanted.slice(wanted.lastIndexOf('/') + 1)) ?? [];
    const fitting = named.filter(({ path }) => `/${path}`.endsWith(`/${wanted}`));
    const ofSplit = fitting.filter(({ path }) => path.split('/').includes(split));
    return fitting.length === 1 ? fitting[0] : ofSplit.length === 1 ? ofSplit[0] : undefined;
  }
}
