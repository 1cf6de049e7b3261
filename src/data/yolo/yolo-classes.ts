import { CodedError } from '../../errors/coded-error';
import { type DataSetError, isFormatError } from '../../errors/areas';
import type { DataReading } from '../data-reading';
import type { TreeFile } from '../file-tree';
import type { YoloConfig } from './yolo-config';

const mostNamesBytes = 20_000_000;

/** Lists of names alone: `classes.txt`, `*.names`, Roboflow's `_darknet.labels`. @returns null for none. @throws DataSetError */
export async function readClassList(reading: DataReading, files: readonly TreeFile[]): Promise<YoloConfig | null> {
  const lists = files.filter(({ path }) =>
    /(?:^|\/)(?:(?:predefined_)?classes\.txt|[^/]+\.names|_darknet\.labels)$/iu.test(path),
  );
  const [list, ...others] = lists;
  if (list === undefined) return null;
  const classes = await readNames(reading, list);
  for (const other of others) {
    const names = await readNames(reading, other);
    if (names.join('\n') !== classes.join('\n'))
      reading.tell(other.path, `The file names other classes; those of ${list.path} are taken.`);
  }
  return { path: list.path, files: [list.path], classes, keyPoints: null, splits: [] };
}

/** A name a line. @throws DataSetError */
export async function readNames(reading: DataReading, list: TreeFile): Promise<readonly string[]> {
  try {
    const names = (await reading.text(list, mostNamesBytes)).split('\n').map((line) => line.trim());
    while (names.at(-1) === '') names.pop();
    return checkedNames(list.path, names);
  } catch (error) {
    if (!isFormatError(error)) throw error;
    throw unreadable(`${list.path} cannot be read: ${error.message}.`, error.hint);
  }
}

/** @throws DataSetError where there is no name, or one that is no text */
export function checkedNames(path: string, names: readonly unknown[]): readonly string[] {
  if (names.length === 0)
    throw unreadable(`${path} names no classes.`, 'Name the classes, in the order of their numbers.');
  return names.map((name, index) => {
    if ((typeof name === 'string' && name !== '') || typeof name === 'number') return String(name);
    if (typeof name === 'boolean')
      throw unreadable(
        `${path} gives class ${index} the name ${name}, which YAML takes for no text.`,
        'Put it in quotes.',
      );
    throw unreadable(`${path} gives class ${index} no name.`, 'Name each class.');
  });
}

function unreadable(message: string, hint: string): DataSetError {
  return new CodedError('data-set-unreadable', message, hint);
}
