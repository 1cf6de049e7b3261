import { CodedError } from '../../errors/coded-error';
import type { DataSetError } from '../../errors/areas';
import { parseDecimal } from '../../formats/text/number-text';
import { folderOf, joinPath } from '../file-tree';
import { checkedNames } from './yolo-classes';
import type { YoloConfig } from './yolo-config';

/** Keys of the splits. */
export const splitKeys = ['train', 'val', 'test'] as const;
/** Other words for `val`, which count where it is missing. */
const otherWords = ['validation', 'valid'] as const;

/** The keys that a split may have, the best first. */
export function wordsOfSplit(name: string): readonly [string, ...string[]] {
  return name === 'val' ? [name, ...otherWords] : [name];
}

/** What a parsed YAML file says. @throws DataSetError `data-set-unreadable` */
export function yamlConfig(path: string, config: Readonly<Record<string, unknown>>): YoloConfig {
  const classes = checkedNames(path, namesOf(path, config['names']));
  const { nc } = config;
  if (nc !== undefined && nc !== null && countOf(nc) !== classes.length)
    throw unreadable(
      `${path} says nc: ${JSON.stringify(nc)}, but names ${classes.length} classes.`,
      'Name as many classes as nc says, or leave nc out.',
    );
  const base = typeof config['path'] === 'string' ? config['path'] : '';
  const here = folderOf(path);
  const splits = splitKeys.flatMap((name) => {
    const [key, ...others] = wordsOfSplit(name);
    const value = config[key] ?? others.map((word) => config[word]).find(Boolean);
    const said = (Array.isArray(value) ? value : [value]).filter((entry) => typeof entry === 'string' && entry !== '');
    const places = said.map((entry: string) => ({ said: entry, candidates: placesOf(here, base, entry) }));
    return places.length === 0 ? [] : [{ name, places }];
  });
  return { path, files: [path], classes, keyPoints: keyPointsOf(path, config['kpt_shape']), splits };
}

/** Where an entry may lead to, the best first. Where `path` leads to depends on the machine; beside the file is tried, too, and so is Roboflow's `../train/images`, which lies there. */
export function placesOf(here: string, base: string, entry: string): readonly string[] {
  const plain = entry.replaceAll('\\', '/');
  const inside = plain.replace(/^(?:\.\.?\/)+/u, '');
  const places = [joinPath(joinPath(here, base), plain), joinPath(here, plain), joinPath(here, inside)];
  return [...new Set([...places, ...(isAbsolute(plain) || isAbsolute(base) ? endsOf(here, `${base}/${plain}`) : [])])];
}

/** Ends of an absolute path of another machine, of two parts or more, or of one that names a split. */
function endsOf(here: string, path: string): readonly string[] {
  const parts = joinPath('', path).split('/');
  return parts.flatMap((part, from) =>
    parts.length - from > 1 || /^(?:train|val|valid|test)/iu.test(part)
      ? [joinPath(here, parts.slice(from).join('/')), parts.slice(from).join('/')]
      : [],
  );
}

/** Whether a path begins at the top of a machine, or at someone's home. */
export function isAbsolute(path: string): boolean {
  return /^(?:[/~]|[a-z]:)/iu.test(path);
}

function keyPointsOf(path: string, value: unknown): YoloConfig['keyPoints'] {
  if (value === undefined || value === null) return null;
  const [points, numbers] = Array.isArray(value) ? (value as readonly unknown[]) : [];
  if (Number.isInteger(points) && (points as number) > 0 && (numbers === 2 || numbers === 3))
    return [points as number, numbers];
  throw unreadable(
    `${path} has the kpt_shape ${JSON.stringify(value)}.`,
    'Write kpt_shape: [points, 2] or [points, 3], or leave it out.',
  );
}

/** A list, or numbers with names. */
function namesOf(path: string, names: unknown): readonly unknown[] {
  if (Array.isArray(names)) return names;
  if (typeof names !== 'object' || names === null)
    throw unreadable(`${path} has “names” that are no list.`, 'Write names: [car, person], or a name for each number.');
  const entries = Object.entries(names);
  const list = new Array<unknown>(entries.length).fill(undefined);
  for (const [key, name] of entries) {
    const index = /^\d+$/u.test(key) ? Number(key) : -1;
    if (index < 0 || index >= entries.length)
      throw unreadable(
        `${path} names class ${key}, but its ${entries.length} names must have the numbers 0 to ${entries.length - 1}.`,
        'Number the names without gaps.',
      );
    list[index] = name;
  }
  return list;
}

function unreadable(message: string, hint: string): DataSetError {
  return new CodedError('data-set-unreadable', message, hint);
}

function countOf(nc: unknown): number | undefined {
  return typeof nc === 'number' ? nc : typeof nc === 'string' ? parseDecimal(nc) : undefined;
}
