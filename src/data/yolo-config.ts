import { DataSetError } from './data-set-error';
import { folderOf, joinPath, readText, type FileTree, type TreeFile } from './file-tree';

const mostConfigBytes = 1_000_000;
const splitKeys = ['train', 'val', 'test'] as const;

/** What the configuration of a YOLO data set says. */
export interface YoloConfig {
  /** The file that names the classes. */
  readonly path: string;
  readonly classes: readonly string[];
  /** Paths of folders or list files, relative to the top; empty where the file names none. */
  readonly splits: readonly { readonly name: string; readonly places: readonly (readonly string[])[] }[];
}

type Json = Readonly<Record<string, unknown>>;

/** The file that names the classes: a YAML file with `names`, else `classes.txt` or `obj.names`; null for none. */
export async function readYoloConfig(tree: FileTree): Promise<YoloConfig | null> {
  const files = [...tree.files.values()].toSorted((a, b) => depth(a.path) - depth(b.path));
  for (const file of files.filter(({ path }) => /\.ya?ml$/u.test(path))) {
    const config = await parseConfig(file);
    if ('names' in config) return fromYaml(file.path, config);
  }
  const list = files.find(({ path }) => /(?:^|\/)(?:classes\.txt|obj\.names)$/u.test(path));
  if (list === undefined) return null;
  const names = (await readText(list, mostConfigBytes)).split('\n').map((line) => line.trim());
  while (names.at(-1) === '') names.pop();
  return { path: list.path, classes: checkedNames(list.path, names), splits: [] };
}

async function parseConfig(file: TreeFile): Promise<Json> {
  const text = await readText(file, mostConfigBytes);
  const { parse } = await import('yaml');
  try {
    // Few aliases, so that none can expand without end.
    const value = parse(text, { maxAliasCount: 20 }) as unknown;
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};
  } catch (error) {
    const [reason = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
    throw unreadable(`${file.path} is no YAML: ${reason.replace(/:$/u, '')}.`, 'Correct the file.');
  }
}

function fromYaml(path: string, config: Json): YoloConfig {
  const classes = checkedNames(path, namesOf(path, config['names']));
  const { nc } = config;
  if (nc !== undefined && nc !== classes.length)
    throw unreadable(
      `${path} says nc: ${JSON.stringify(nc)}, but names ${classes.length} classes.`,
      'Name as many classes as nc says, or leave nc out.',
    );
  const base = typeof config['path'] === 'string' ? config['path'] : '';
  const here = folderOf(path);
  const splits = splitKeys.flatMap((name) => {
    const value = config[name];
    const paths = (Array.isArray(value) ? value : [value]).filter((entry) => typeof entry === 'string' && entry !== '');
    // Where `path` leads to depends on the machine; beside the file is tried, too.
    const places = paths.map((entry: string) => [joinPath(joinPath(here, base), entry), joinPath(here, entry)]);
    return places.length === 0 ? [] : [{ name, places }];
  });
  return { path, classes, splits };
}

/** A list, or numbers with names. */
function namesOf(path: string, names: unknown): readonly unknown[] {
  if (Array.isArray(names)) return names;
  if (typeof names !== 'object' || names === null)
    throw unreadable(`${path} has “names” that are no list.`, 'Write names: [car, person], or a name for each number.');
  const entries = Object.entries(names);
  const list = new Array<unknown>(entries.length).fill(undefined);
  for (const [key, name] of entries) {
    const index = Number(key);
    if (!Number.isInteger(index) || index < 0 || index >= entries.length)
      throw unreadable(
        `${path} names class ${key}, but its ${entries.length} names must have the numbers 0 to ${entries.length - 1}.`,
        'Number the names without gaps.',
      );
    list[index] = name;
  }
  return list;
}

function checkedNames(path: string, names: readonly unknown[]): readonly string[] {
  if (names.length === 0)
    throw unreadable(`${path} names no classes.`, 'Name the classes, in the order of their numbers.');
  return names.map((name, index) => {
    if ((typeof name === 'string' && name !== '') || typeof name === 'number') return String(name);
    throw unreadable(`${path} gives class ${index} no name.`, 'Name each class.');
  });
}

function depth(path: string): number {
  return path.split('/').length;
}

function unreadable(message: string, hint: string): DataSetError {
  return new DataSetError('data-set-unreadable', message, hint);
}
