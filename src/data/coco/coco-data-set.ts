import { CodedError } from '../../errors/coded-error';
import { idText } from '../../formats/text/json-text';
import { cocoCandidates, otherTaskOf, readCocoFile, splitOfFile } from './coco-files';
import { readCocoInstances, type CocoInstances } from './coco-instances';
import { CocoPictures, type FoundPicture } from './coco-pictures';
import type { DataReading } from '../data-reading';
import { ClassIndices, type DataImage, type DataPart, type DataSet } from '../data-set';
import { folderOf } from '../file-tree';
import { uniquePartNames } from '../part-names';

export { cocoCandidates };

/**
 * Reads COCO: `instances_*.json`, or whatever JSON has images and annotations, each file a split.
 * @returns null where no file is of that kind, or meant to be
 * @throws DataSetError `data-set-unreadable` where nothing can be used
 */
export async function readCoco(reading: DataReading): Promise<DataSet | null> {
  const { tree, problems, options } = reading;
  const candidates = cocoCandidates(tree);
  const found: { readonly path: string; readonly split: string; readonly instances: CocoInstances }[] = [];
  const broken: string[] = [];
  for (const [index, file] of candidates.entries()) {
    options.signal?.throwIfAborted();
    options.onProgress?.(index, candidates.length);
    const read = await readCocoFile(reading, file);
    if (read.kind === 'broken') {
      broken.push(`${file.path} cannot be read: ${read.reason}.`);
      reading.tell(file.path, `The file cannot be read: ${read.reason}.`);
    } else if (read.kind === 'other')
      reading.tell(file.path, 'The file is left out: it has no “images” and “annotations”.');
    else
      found.push({
        path: file.path,
        split: splitOfFile(file.path, tree.name),
        instances: readCocoInstances(read.json),
      });
  }
  if (found.length === 0) {
    if (broken.length === 0) return null;
    const hint = 'Write the annotations again, as JSON with “images”, “annotations” and “categories”.';
    throw new CodedError('data-set-unreadable', broken.join(' '), hint);
  }
  tellOtherTasks(reading);
  const classes = new ClassIndices();
  const names = uniquePartNames(found.map(({ path, split }) => ({ name: split, path })));
  const files = found.map((file) => ({
    ...file,
    pictures: new CocoPictures(reading, folderOf(file.path), file.split),
  }));
  const parts = files
    .map((file, index) => readPart(reading, file, files, names[index]!, classes))
    .filter(({ images }) => images.length > 0);
  const [first] = problems.all;
  if (parts.length === 0)
    throw new CodedError(
      'data-set-unreadable',
      `“${tree.name}” is a COCO data set, but none of its images are there. ${first === undefined ? '' : `${first.file}: ${first.reason}`}`.trim(),
      'Choose the folder that holds both the annotations and the images.',
    );
  return { name: tree.name, format: 'coco', layout: 'plain', classes: classes.names, classFiles: [], parts, problems };
}

function tellOtherTasks(reading: DataReading): void {
  for (const path of reading.tree.files.keys()) {
    const task = reading.isKnown(path) ? null : otherTaskOf(path);
    if (task === null) continue;
    reading.markKnown(path);
    reading.tell(path, `The file is for another task (${task.replace('_', ' ')}), and is not read.`);
  }
}

interface AnnotationFile {
  readonly path: string;
  readonly split: string;
  readonly instances: CocoInstances;
  readonly pictures: CocoPictures;
}

function readPart(
  reading: DataReading,
  file: AnnotationFile,
  all: readonly AnnotationFile[],
  name: string,
  classes: ClassIndices,
): DataPart {
  const { path, split, instances } = file;
  for (const reason of instances.problems) reading.tell(path, reason);
  for (const className of instances.classes) classes.of(className);
  const found = picturesOf(reading, file, all);
  const ids = new Set<string>();
  const images = instances.images.flatMap(({ id, fileName, place, size, objects }): DataImage[] => {
    const picture = found.get(fileName)!;
    if (picture.kind === 'missing') {
      reading.tell(path, `The image ${fileName} (id ${idText(id)}) is left out: ${picture.reason}.`);
      return [];
    }
    if (picture.remark !== null) reading.tell(path, picture.remark);
    // 1 and “1” may both be there.
    const plain = `${name}/${idText(id).replaceAll(/^“|”$/gu, '')}`;
    const unique = ids.has(plain) ? `${name}/${idText(id)}` : plain;
    ids.add(unique);
    return [
      {
        id: unique,
        file: picture.file,
        annotation: path,
        place,
        declared: size,
        unit: 'pixel',
        objects: objects.map(({ className, ...object }) => ({ classIndex: classes.of(className), ...object })),
      },
    ];
  });
  return { name, split, domain: null, images, lists: [] };
}

/**
 * The pictures of a file by their names. Where some are where they are expected, one that is not there is not that of another file which has the same name;
 * others that are found elsewhere are told of, once for each folder.
 */
function picturesOf(
  reading: DataReading,
  { path, instances, pictures }: AnnotationFile,
  all: readonly AnnotationFile[],
): ReadonlyMap<string, FoundPicture> {
  const found = new Map(instances.images.map(({ fileName }) => [fileName, pictures.find(fileName)] as const));
  const someNear = [...found.values()].some((picture) => picture.kind === 'found' && picture.near);
  const elsewhere = new Set<string>();
  for (const [fileName, picture] of found) {
    if (picture.kind === 'missing' || picture.near) continue;
    const other = someNear ? all.find((file) => file.pictures.expects(picture.file.path, fileName)) : undefined;
    if (other === undefined) elsewhere.add(folderOf(picture.file.path));
    else {
      const reason = `it is missing; ${picture.file.path} has the same name, and belongs to ${other.path}`;
      found.set(fileName, { kind: 'missing', reason });
    }
  }
  for (const folder of elsewhere)
    reading.tell(
      path,
      `Some of its images are not where they are looked for first; they are taken from ${folder || 'the top folder'}.`,
    );
  return found;
}
