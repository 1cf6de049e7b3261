import type { DataSet, DataSetFormat } from './data-set';
import type { DataReading } from './data-reading';
import { folderOf, isImagePath, isUnreadPicture, type FileTree } from './file-tree';

export const formatNames: Readonly<Record<DataSetFormat, string>> = { voc: 'Pascal VOC', coco: 'COCO', yolo: 'YOLO' };

/** Texts that no reader looks for in vain. */
const notes = /(?:^|\/)(?:readme|licen[cs]e|notes?|changelog|requirements|citation)[^/]*$/iu;
/** What copies of a data set tell of themselves. */
export const aboutCopiesFile = /(?:^|\/)about(?:\.json|-copies\.csv)$/u;
/** Files of programs, not of data sets. */
const programs = /(?:^|\/)(?:package(?:-lock)?|tsconfig|\.[^/]*)\.json$/iu;

/** Lists of one class, and of VOC's other tasks. */
const vocLists = /(?:^|\/)ImageSets\/.+\.txt$/iu;
/** So many files of one folder are named one by one; where there are more, they are counted. */
const mostNamed = 50;

/** Names every picture and every annotation file that is not part of a data set, with the reason. */
export function tellLeftOver(reading: DataReading, set: DataSet): void {
  const used = new Set(set.parts.flatMap(({ images }) => images.map(({ file }) => file.path)));
  const labelFolders = foldersWithLabels(reading.tree, set);
  const groups = new Map<string, { readonly reason: string; readonly paths: string[] }>();
  for (const { path } of reading.tree.files.values()) {
    if (used.has(path) || reading.isKnown(path)) continue;
    const reason = leftOverReason(path, set, labelFolders);
    if (reason === null) continue;
    const key = `${folderOf(path)}\n${reason}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { reason, paths: [path] });
    else group.paths.push(path);
  }
  for (const { reason, paths } of groups.values()) {
    if (paths.length <= mostNamed) for (const path of paths) reading.tell(path, reason);
    else {
      const folder = folderOf(paths[0]!);
      const names = paths.slice(0, 3).map((path) => path.slice(folder.length));
      reading.tell(folder || reading.tree.name, `${paths.length} files (${names.join(', ')}, …): ${reason}`);
    }
  }
}

/** Names the pictures that stand twice in a part, each time with objects of their own. */
export function tellPicturesTwice(reading: DataReading, { parts }: DataSet): void {
  for (const { name, images } of parts) {
    const times = new Map<string, number>();
    for (const { file } of images) times.set(file.path, (times.get(file.path) ?? 0) + 1);
    for (const [path, count] of times)
      if (count > 1)
        reading.tell(
          path,
          `The picture stands ${count} times in “${name}”, each time with objects of its own; each counts.`,
        );
  }
}

function leftOverReason(path: string, { format }: DataSet, labelFolders: ReadonlySet<string>): string | null {
  if (isUnreadPicture(path)) return 'The picture is left out: its format is not read. Save it as JPEG or PNG.';
  if (isImagePath(path)) return pictureReason(format);
  if (
    notes.test(path) ||
    aboutCopiesFile.test(path) ||
    programs.test(path) ||
    (format === 'voc' && vocLists.test(path))
  )
    return null;
  const name = formatNames[format];
  if (/\.txt$/iu.test(path)) {
    if (
      /(?:^|\/)(?:train|val|valid|validation|test|trainval)[^/]*\.txt$/iu.test(path) &&
      !labelFolders.has(folderOf(path))
    )
      return 'The list is not read: nothing names it as a split.';
    if (!labelFolders.has(folderOf(path)) || /(?:^|\/)(?:predefined_)?classes\.txt$/iu.test(path))
      return 'The file is not read: nothing in the data set names it.';
    return format === 'yolo'
      ? 'The label file is left out: no picture fits it.'
      : `The label file is not read: the data set is taken as ${name}.`;
  }
  if (/\.xml$/iu.test(path))
    return format === 'voc'
      ? 'The annotation is left out: no split has it.'
      : `The file is not read: the data set is taken as ${name}.`;
  if (/\.(?:json|jsonl|ndjson|csv|tsv|tfrecord|record|parquet|mat)$/iu.test(path))
    return `The file is not read: the data set is taken as ${name}.`;
  return null;
}

function pictureReason(format: DataSetFormat): string {
  switch (format) {
    case 'voc':
      return 'The picture is left out: no split has it, or it has no annotation.';
    case 'coco':
      return 'The picture is left out: no annotation file that is read names it.';
    case 'yolo':
      return 'The picture is left out: it is in no split.';
    default:
      return format satisfies never;
  }
}

/** Folders called `labels`, and those in which a text lies that was read as labels. */
function foldersWithLabels({ files }: FileTree, { parts }: DataSet): ReadonlySet<string> {
  const folders = new Set<string>();
  for (const { path } of files.values()) if (/(?:^|\/)labels\//iu.test(path)) folders.add(folderOf(path));
  for (const { images } of parts)
    for (const { annotation } of images)
      if (annotation?.toLowerCase().endsWith('.txt')) folders.add(folderOf(annotation));
  return folders;
}
