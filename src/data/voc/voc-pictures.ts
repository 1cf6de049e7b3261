import type { DataReading } from '../data-reading';
import { folderOf, isImagePath, stemOf, type TreeFile } from '../file-tree';
import type { VocRoot } from './voc-layout';

/** The picture of an annotation, or why there is none. */
export type FoundPicture =
  | { readonly kind: 'found'; readonly file: TreeFile; /** In a sentence. */ readonly remark: string | null }
  | { readonly kind: 'missing'; readonly reason: string };

/**
 * Looks for the picture of an annotation: by the annotation's own name, then by the name that it says.
 * @param key path of the annotation in its folder, without `.xml`
 * @param fileName what the annotation calls its picture; empty where it does not
 */
export function findVocPicture(reading: DataReading, root: VocRoot, key: string, fileName: string): FoundPicture {
  const byKey = candidates(reading, root, folderOf(key), key.slice(folderOf(key).length));
  const said = stemOf(fileName.replaceAll('\\', '/').normalize('NFC'));
  const all = byKey.length > 0 || said === '' ? byKey : candidates(reading, root, folderOf(key), said);
  const [file, ...others] = all.filter(({ path }) => isImagePath(path));
  for (const { path } of all) reading.markKnown(path);
  if (file === undefined) {
    const unread = all[0]?.path;
    const elsewhere = reading.pictures.stemmed(key.slice(folderOf(key).length), root.folder)[0]?.path;
    const reason =
      unread === undefined
        ? `There is no image ${root.folder}JPEGImages/${key}.jpg${elsewhere === undefined ? '' : `; ${elsewhere} lies in another folder`}.`
        : `${unread} is in a format that is not read; save it as JPEG or PNG.`;
    return { kind: 'missing', reason };
  }
  if (others.length > 0)
    return {
      kind: 'found',
      file,
      remark: `There are ${all.length} pictures of the name “${key}”: ${file.path} is taken, and ${others.map(({ path }) => path).join(', ')} left out.`,
    };
  const remark =
    byKey.length > 0
      ? null
      : `There is no picture of the name “${key}”; ${file.path}, which the annotation names, is taken.`;
  return { kind: 'found', file, remark };
}

/** Pictures of a name in the first folder that has any: beside the annotation's sub-folder, then without it. */
function candidates(
  { pictures }: DataReading,
  { folder, pictureFolders }: VocRoot,
  below: string,
  stem: string,
): readonly TreeFile[] {
  for (const inside of below === '' ? [''] : [below, ''])
    for (const place of pictureFolders) {
      const found = pictures.named(`${folder}${place}${inside}`, stem);
      if (found.length > 0) return found;
    }
  return [];
}
