import { folderOf, joinPath } from '../file-tree';

/** Other words for the key of a part. */
const wordsOf: Readonly<Record<string, readonly string[]>> = { val: ['val', 'validation', 'valid'] };

/**
 * A file that names classes and parts, for a copy with fewer parts. Parts that are not written are not named, and a `path` that leads away from the
 * data set, to the originals, is left out: parts are then looked for beside the file. All other lines stay as they are.
 * @param dropped names of the parts that are not written
 * @param pictures paths of the data set
 */
export function yoloConfigCopy(
  path: string,
  text: string,
  dropped: readonly string[],
  pictures: readonly string[],
): string {
  const keys = dropped.flatMap((name) => wordsOf[name] ?? [name]);
  if (/\.data$/iu.test(path)) return withoutKeys(text, keys, '=');
  if (!/\.ya?ml$/iu.test(path)) return text;
  const base = /^path[ \t]*:[ \t]*["']?([^\r\n"'#]*)/mu.exec(text)?.[1]?.trim();
  const leadsAway = base !== undefined && !leadsInside(path, base, pictures);
  return withoutKeys(text, [...keys, ...(leadsAway ? ['path'] : [])], ':');
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

/** Whether a relative path leads to a folder with pictures of the data set. */
function leadsInside(path: string, base: string, pictures: readonly string[]): boolean {
  if (/^(?:[/~]|[a-z]:)/iu.test(base) || base.replaceAll('\\', '/').split('/').includes('..')) return false;
  const folder = joinPath(folderOf(path), base);
  return folder === '' || pictures.some((picture) => picture.startsWith(`${folder}/`));
}
