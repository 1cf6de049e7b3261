import { CodedError } from '../../errors/coded-error';
import { type DataSetError, isFormatError, isDataSetError } from '../../errors/areas';
import { darknetConfig } from './darknet-config';
import type { DataReading } from '../data-reading';
import type { TreeFile } from '../file-tree';
import { readClassList } from './yolo-classes';
import type { YoloConfig } from './yolo-config';
import { parseYoloYaml } from './yolo-yaml';
import { splitKeys, yamlConfig } from './yolo-yaml-config';

const mostConfigBytes = 20_000_000;

type Json = Readonly<Record<string, unknown>>;

/**
 * The file that names the classes: a YAML file with `names`, first one that names splits, too; else darknet's `obj.data`, `classes.txt`, or `*.names`.
 * @returns null for none
 * @throws DataSetError `data-set-unreadable`
 */
export async function readYoloConfig(reading: DataReading): Promise<YoloConfig | null> {
  const files = [...reading.tree.files.values()].toSorted((a, b) => depth(a.path) - depth(b.path));
  const broken: DataSetError[] = [];
  const found: { readonly path: string; readonly yaml: Json }[] = [];
  for (const file of files.filter(({ path }) => /\.ya?ml$/iu.test(path))) {
    const yaml = await readYaml(reading, file);
    if (isDataSetError(yaml)) broken.push(yaml);
    else if ('names' in yaml) found.push({ path: file.path, yaml });
  }
  const chosen = found.find(({ yaml }) => splitKeys.some((key) => key in yaml)) ?? found[0];
  if (chosen === undefined && broken[0] !== undefined) throw broken[0];
  if (chosen === undefined) return (await darknetConfig(reading, files)) ?? readClassList(reading, files);
  for (const error of broken) reading.tell(chosen.path, error.message);
  for (const { path } of found)
    if (path !== chosen.path) reading.tell(path, `The file names classes, too; those of ${chosen.path} are taken.`);
  return yamlConfig(chosen.path, chosen.yaml);
}

async function readYaml(reading: DataReading, file: TreeFile): Promise<Json | DataSetError> {
  try {
    return await parseYoloYaml(await reading.text(file, mostConfigBytes));
  } catch (error) {
    if (!isFormatError(error)) throw error;
    return new CodedError('data-set-unreadable', `${file.path} cannot be read as YAML: ${error.message}.`, error.hint);
  }
}

function depth(path: string): number {
  return path.split('/').length;
}
