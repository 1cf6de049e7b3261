import { isFormatError } from '../../errors/areas';
import { parseJson } from '../../formats/text/json-text';
import type { DataReading } from '../data-reading';
import { aboutCopiesFile } from '../left-over';
import { folderOf, stemOf, type FileTree, type TreeFile } from '../file-tree';

/** A JSON text of more would not fit into one string. */
const mostJsonBytes = 500_000_000;

/** Files of COCO's for other tasks; those of key points have boxes, too. */
const otherTasks = /(?:^|\/)(captions|person_keypoints|panoptic|stuff|image_info)_[^/]*\.json$/iu;
const instances = /(?:^|\/)instances_[^/]*\.json$/iu;

/** A JSON file that was looked at. */
export type CocoFile =
  | { readonly kind: 'instances'; readonly json: Readonly<Record<string, unknown>> }
  /** It may have been meant as COCO. */
  | { readonly kind: 'broken'; /** Without full stop. */ readonly reason: string }
  | { readonly kind: 'other' };

/** The JSON files that may be COCO instances: those that are called so; else all but those of other tasks; else these. */
export function cocoCandidates(tree: FileTree): readonly TreeFile[] {
  const files = [...tree.files.values()].filter(({ path }) => /\.json$/iu.test(path) && !aboutCopiesFile.test(path));
  const named = files.filter(({ path }) => instances.test(path));
  if (named.length > 0) return named;
  const plain = files.filter(({ path }) => !otherTasks.test(path));
  return plain.length > 0 ? plain : files;
}

/** Files of other tasks beside those that are read. */
export function otherTaskOf(path: string): string | null {
  return otherTasks.exec(path)?.[1]?.toLowerCase() ?? null;
}

export async function readCocoFile(reading: DataReading, file: TreeFile): Promise<CocoFile> {
  try {
    return check(parseJson(await reading.text(file, mostJsonBytes)));
  } catch (error) {
    if (!isFormatError(error)) throw error;
    return { kind: 'broken', reason: error.message };
  }
}

/** `instances_val2017.json` is `val2017`; a file like `_annotations.coco.json` or `labels.json` is called like its folder. */
export function splitOfFile(path: string, treeName: string): string {
  const stem = stemOf(path).replace(/^(?:instances|person_keypoints)_/iu, '');
  if (!/^_?(?:annotations|labels|coco|result|instances)(?:[._]coco)?$/iu.test(stem)) return stem;
  return (
    folderOf(path)
      .split('/')
      .findLast((part) => part !== '' && !/^annotations?$/iu.test(part)) ?? treeName
  );
}

function check(json: unknown): CocoFile {
  if (Array.isArray(json)) {
    const [first] = json as readonly unknown[];
    const isResult = typeof first === 'object' && first !== null && 'bbox' in first && 'score' in first;
    return isResult
      ? {
          kind: 'broken',
          reason: 'it is a list of detections, not of annotations, which are an object with “images” and “annotations”',
        }
      : { kind: 'other' };
  }
  if (typeof json !== 'object' || json === null) return { kind: 'other' };
  const lists = ['images', 'annotations', 'categories'].filter((key) => key in json);
  if (lists.length < 2) return { kind: 'other' };
  for (const key of ['images', 'annotations'] as const) {
    const value = (json as Readonly<Record<string, unknown>>)[key];
    if (!Array.isArray(value))
      return {
        kind: 'broken',
        reason: `its “${key}” ${key in json ? `are ${kindOf(value)}` : 'are missing'}, and should be a list`,
      };
  }
  const { categories } = json as { readonly categories?: unknown };
  if (!Array.isArray(categories) || categories.length === 0)
    return { kind: 'broken', reason: 'it has no “categories”, so that nobody knows what its objects are' };
  return { kind: 'instances', json: json as Readonly<Record<string, unknown>> };
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
