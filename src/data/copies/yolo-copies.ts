import { folderOf, isImagePath, joinPath } from '../file-tree';
import { pathsFrom, splitNames } from '../yolo/darknet-config';
import { isAt } from '../yolo/yolo-splits';
import { isAbsolute, placesOf, splitKeys, wordsOfSplit } from '../yolo/yolo-yaml-config';

/**
 * A file that names classes and parts, for a copy with fewer parts. Parts that are not written are not named. A `path` that leads away from the data
 * set, to the originals, is left out, and so parts are looked for beside the file. An entry of a part that does not lead to where the reader found
 * its pictures, such as an absolute one, is written relative. All other lines stay as they are.
 * @param dropped names of the parts that are not written
 * @param paths of all files of the data set
 */
export async function yoloConfigCopy(
  path: string,
  text: string,
  dropped: readonly string[],
  paths: readonly string[],
): Promise<string> {
  const keys = dropped.flatMap(wordsOfSplit);
  if (/\.data$/iu.test(path)) return withoutKeys(darknetInside(path, text, paths), keys, '=');
  if (!/\.ya?ml$/iu.test(path)) return text;
  const { isMap, isScalar, isSeq, parseDocument } = await import('yaml');
  const document = parseDocument(text, { uniqueKeys: false });
  if (!isMap(document.contents)) return text;
  const said = document.get('path');
  const base = typeof said === 'string' ? said : '';
  const leadsAway = base !== '' && !leadsInside(path, base, paths);
  const places = splitKeys.flatMap(wordsOfSplit).flatMap((word) => {
    const value: unknown = document.get(word, true);
    return isSeq(value) ? value.items : [value];
  });
  const folder = joinPath(folderOf(path), leadsAway ? '' : base);
  let copy = text;
  // From the end, so that the places of those before stay.
  for (const node of places.filter((place) => isScalar(place)).toSorted((a, b) => b.range![0] - a.range![0])) {
    if (typeof node.value !== 'string' || node.value === '') continue;
    const found = foundPlace(placesOf(folderOf(path), base, node.value), paths);
    if (found === null || placeInside(folder, node.value) === found) continue;
    const [from, to] = node.range!;
    copy = copy.slice(0, from) + yamlText(relativePath(folder, found)) + copy.slice(to);
  }
  return withoutKeys(copy, [...keys, ...(leadsAway ? ['path'] : [])], ':');
}

/** Darknet's file, in which no list is named by the path that it has on one machine. */
function darknetInside(path: string, text: string, paths: readonly string[]): string {
  return text.replaceAll(
    /^([ \t]*(\w+)[ \t]*=[ \t]*)(\S.*?)([ \t]*\r?)$/gmu,
    (line, start: string, key: string, said: string, end: string) => {
      if (!(key.toLowerCase() in splitNames) || !isAbsolute(said)) return line;
      const found = foundPlace(pathsFrom(path, said), paths);
      return found === null ? line : start + relativePath(joinPath(folderOf(path), ''), found) + end;
    },
  );
}

/** Where the reader finds pictures, or a list of them; null for nowhere. */
function foundPlace(candidates: readonly string[], paths: readonly string[]): string | null {
  const found = candidates.find((place) =>
    paths.some(
      (path) =>
        (isImagePath(path) && isAt(path, place)) || (path === place && (/\.txt$/iu.test(path) || isImagePath(path))),
    ),
  );
  return found ?? null;
}

/** Where a path leads to from a folder of the data set; null where that is outside, or depends on the machine. */
function placeInside(folder: string, path: string): string | null {
  const plain = path.replaceAll('\\', '/');
  if (isAbsolute(plain)) return null;
  let depth = folder.split('/').filter(Boolean).length;
  for (const part of plain.split('/')) {
    if (part === '..') depth--;
    else if (part !== '' && part !== '.') depth++;
    if (depth < 0) return null;
  }
  return joinPath(folder, plain);
}

/** The path of a place as seen from a folder; `.` for the folder itself. */
function relativePath(folder: string, place: string): string {
  const from = folder.split('/').filter(Boolean);
  const to = place.split('/').filter(Boolean);
  const differs = from.findIndex((part, at) => part !== to[at]);
  const common = differs < 0 ? from.length : differs;
  return [...from.slice(common).map(() => '..'), ...to.slice(common)].join('/') || '.';
}

/** In quotes where a path could be taken for something else. */
function yamlText(path: string): string {
  return /^[\w./-]*[a-z/][\w./-]*$/iu.test(path) && !path.startsWith('-') ? path : JSON.stringify(path);
}

/** The text without the lines of some keys, and without what is indented or listed below them. */
function withoutKeys(text: string, keys: readonly string[], sign: ':' | '='): string {
  let isGone = false;
  return text
    .split('\n')
    .filter((line) => {
      const key = new RegExp(String.raw`^\s*["']?([\w-]+)["']?\s*${sign}`, 'u').exec(line)?.[1];
      const isBelow = sign === ':' && /^(?:\s|-\s|-$|$)/u.test(line);
      if (!isBelow) isGone = key !== undefined && keys.includes(key.toLowerCase());
      return !isGone;
    })
    .join('\n');
}

/** Whether a relative path leads to a folder with files of the data set. */
function leadsInside(path: string, base: string, paths: readonly string[]): boolean {
  if (isAbsolute(base) || base.replaceAll('\\', '/').split('/').includes('..')) return false;
  const folder = joinPath(folderOf(path), base);
  return folder === '' || paths.some((one) => isImagePath(one) && one.startsWith(`${folder}/`));
}
