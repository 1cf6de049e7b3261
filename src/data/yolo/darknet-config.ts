import { CodedError } from '../../errors/coded-error';
import type { DataReading } from '../data-reading';
import { folderOf, joinPath, type TreeFile } from '../file-tree';
import { readNames } from './yolo-classes';
import type { YoloConfig, YoloPlace } from './yolo-config';

const mostConfigBytes = 1_000_000;
/** Names of the splits by their keys. */
export const splitNames: Readonly<Record<string, string>> = { train: 'train', valid: 'val', val: 'val', test: 'test' };

/**
 * Darknet's configuration, as CVAT writes it for “YOLO 1.1”: `obj.data` with the paths of the class names and of lists of images.
 * @returns null where there is none
 * @throws DataSetError where it names no file of classes that is there
 */
export async function darknetConfig(reading: DataReading, files: readonly TreeFile[]): Promise<YoloConfig | null> {
  const file = files.find(({ path, size }) => /\.data$/iu.test(path) && size < mostConfigBytes);
  if (file === undefined) return null;
  const values = new Map<string, string>();
  for (const line of await reading.lines(file, mostConfigBytes)) {
    const [, key, value] = /^\s*(\w+)\s*=\s*(.*?)\s*$/u.exec(line) ?? [];
    if (key !== undefined && value !== undefined && value !== '') values.set(key.toLowerCase(), value);
  }
  if (!values.has('names') && !values.has('train')) return null;
  const names = pathsFrom(file.path, values.get('names') ?? 'obj.names').map((path) => reading.tree.files.get(path));
  const list = names.find((found) => found !== undefined);
  if (list === undefined)
    throw new CodedError(
      'data-set-unreadable',
      `${file.path} names its classes in ${values.get('names') ?? 'no file'}, which is not there.`,
      'Put the file of names beside it.',
    );
  const classes = await readNames(reading, list);
  const splits = Object.entries(splitNames).flatMap(([key, name]) => {
    const said = values.get(key);
    const place: YoloPlace | null = said === undefined ? null : { said, candidates: pathsFrom(file.path, said) };
    return place === null ? [] : [{ name, places: [place] }];
  });
  return { path: list.path, files: [file.path, list.path], classes, keyPoints: null, splits };
}

/** Its paths begin where darknet was started: somewhere above the file. */
export function pathsFrom(path: string, said: string): readonly string[] {
  const parts = joinPath('', said).split('/');
  return parts.flatMap((_, from) => {
    const end = parts.slice(from).join('/');
    return [joinPath(folderOf(path), end), end];
  });
}
