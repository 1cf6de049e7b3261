import { CodedError } from '../../errors/coded-error';
import { isFormatError } from '../../errors/areas';
import { sceneClasses } from '../../scenes/types';
import { boxProblem } from '../check-box';
import {
  ClassIndices,
  type DataImage,
  type DataObject,
  type DataPart,
  type DataSet,
  type PictureSize,
} from '../data-set';
import type { DataReading } from '../data-reading';
import { diverseWeatherDomain, domainOrder, officialTestSplit } from './diverse-weather';
import type { TreeFile } from '../file-tree';
import { inParallel } from '../in-parallel';
import { uniquePartNames } from '../part-names';
import { parseVocAnnotation, type VocObject } from './voc-annotation';
import { findVocRoots, type VocRoot } from './voc-layout';
import { readVocLists, type VocList } from './voc-lists';
import { findVocPicture } from './voc-pictures';

const mostAnnotationBytes = 4_000_000;

type NamedObject = Omit<DataObject, 'classIndex'> & { readonly name: string };

interface Annotation {
  readonly size: PictureSize | null;
  readonly fileName: string;
  readonly objects: readonly NamedObject[];
}

/** By the path of the annotation; what could not be read is missing. */
type Annotations = ReadonlyMap<string, Annotation>;

/**
 * Reads Pascal VOC: `Annotations/*.xml`, `ImageSets/Main/*.txt`, `JPEGImages/`, in one folder or in several, which are then domains; and the layouts of
 * other tools, see `voc-layout.ts`. Folders with the names of Diverse Weather's domains are read as the paper's code does: names in lower case, 1 taken
 * from all four sides of a box and none below 0 at the left and the top, images without any of the seven classes left out.
 * @throws DataSetError `data-set-unreadable` where nothing can be used
 */
export async function readVoc(reading: DataReading): Promise<DataSet> {
  const { tree, problems } = reading;
  const roots = findVocRoots(reading);
  const domainOf = ({ folder }: VocRoot) => diverseWeatherDomain(`${tree.name}/${folder}`);
  const diverse = roots.every((root) => domainOf(root) !== null);
  const several = new Set(roots.map(({ home }) => home)).size > 1;
  for (const root of roots) tellOtherPictureFolder(reading, root);
  const lists: VocList[] = [];
  for (const root of roots) lists.push(...(await readVocLists(reading, root)));
  const annotations = await readAnnotations(reading, lists, diverse);
  const classes = new ClassIndices();
  const names = uniquePartNames(lists.map((list) => ({ name: partName(list), path: list.path })));
  const parts = lists
    .map((list, index): DataPart => {
      const found = imagesOf(reading, list, annotations, classes);
      const images = diverse ? withSceneClasses(reading, list, found, classes) : found;
      const domain = diverse ? domainOf(list.root) : several ? list.root.label : null;
      return { name: names[index]!, split: list.split, domain, images, lists: listFile(list, images) };
    })
    .filter(({ images }) => images.length > 0);
  if (parts.length === 0) {
    const remarks = /^There are no split lists|; pictures are taken from /u;
    const first = problems.all.find(({ reason }) => !remarks.test(reason));
    throw new CodedError(
      'data-set-unreadable',
      `“${tree.name}” is in the layout of Pascal VOC, but no image with its annotation is left.${first ? ` ${first.file}: ${first.reason}` : ''}`,
      'Choose the folder that holds Annotations, ImageSets and JPEGImages together.',
    );
  }
  return {
    name: tree.name,
    format: 'voc',
    layout: diverse ? 'diverse-weather' : 'plain',
    classes: classes.names,
    classFiles: [],
    parts: diverse ? parts.toSorted((a, b) => rank(a) - rank(b)) : parts,
    problems,
  };

  function partName({ root, split }: VocList): string {
    const domain = diverse ? domainOf(root) : null;
    if (domain !== null) return split === officialTestSplit(domain) ? domain : `${domain}/${split}`;
    return several ? `${root.label}/${split}` : split;
  }
}

/** The file behind a list, with the images that are left; none where folders take the place of lists. */
function listFile({ path, entries, root }: VocList, images: readonly DataImage[]): DataPart['lists'] {
  if (entries.every(({ line }) => line === null)) return [];
  return [{ path, entries: images.map(({ id }) => ({ text: id.slice(root.label.length + 1), image: id })) }];
}

/** `Annotations/` beside `images/` is common, and no loader of VOC reads it. */
function tellOtherPictureFolder(
  reading: DataReading,
  { folder, annotationFolder, annotations, pictureFolders }: VocRoot,
) {
  const [first = ''] = pictureFolders;
  if (!/^annotations?\/$/iu.test(annotationFolder) || first === '' || /^jpegimages\/$/iu.test(first)) return;
  const [key = ''] = annotations.keys();
  reading.tell(
    `${folder}${annotationFolder}`,
    `There is no ${folder}JPEGImages/${key}.jpg, and no other picture there; pictures are taken from ${folder}${first}.`,
  );
}

/** The paper's test sets in the order of its columns, then the rest. */
function rank({ name, domain }: DataPart): number {
  return domainOrder(domain) + (name === domain ? 0 : 10);
}

/** The paper's code skips images that show none of its classes. */
function withSceneClasses(
  reading: DataReading,
  { path }: VocList,
  images: readonly DataImage[],
  classes: ClassIndices,
): readonly DataImage[] {
  const shown = images.filter(({ objects }) =>
    objects.some(({ classIndex }) => sceneClasses.some((known) => known === classes.names[classIndex])),
  );
  const left = images.length - shown.length;
  if (left > 0)
    reading.tell(
      path,
      `${left} ${left === 1 ? 'image shows' : 'images show'} none of the seven classes, and ${left === 1 ? 'is' : 'are'} left out, as the paper's code does.`,
    );
  return shown;
}

/** Reads every annotation that is listed, once. */
async function readAnnotations(
  reading: DataReading,
  lists: readonly VocList[],
  diverse: boolean,
): Promise<Annotations> {
  const files = lists.flatMap(({ root, entries }) => entries.flatMap(({ key }) => root.annotations.get(key) ?? []));
  const read = await inParallel(
    [...new Set(files)],
    async (file) => ({ file, result: await readAnnotation(reading, file, diverse) }),
    reading.options,
  );
  const annotations = new Map<string, Annotation>();
  for (const { file, result } of read) {
    for (const reason of result.problems) reading.tell(file.path, reason);
    if (result.annotation !== null) annotations.set(file.path, result.annotation);
  }
  return annotations;
}

interface ReadAnnotation {
  readonly annotation: Annotation | null;
  readonly problems: readonly string[];
}

async function readAnnotation(reading: DataReading, file: TreeFile, diverse: boolean): Promise<ReadAnnotation> {
  try {
    const { objects, problems, size, fileName } = parseVocAnnotation(await reading.xml(file, mostAnnotationBytes));
    const placed = objects.map(({ name, box, difficult, place }): NamedObject => ({
      name: diverse ? name.toLowerCase() : name,
      box: diverse ? referenceBox(box) : continuousBox(box),
      kind: difficult ? 'difficult' : 'plain',
      place,
    }));
    const wrong = placed.map(({ box }) => boxProblem(box));
    const left = placed.flatMap(({ name, place }, i) =>
      wrong[i] === null ? [] : [`Object ${place} (${name}) ${wrong[i]}; it is left out.`],
    );
    return {
      annotation: { size, fileName, objects: placed.filter((_, index) => wrong[index] === null) },
      problems: [...problems, ...left],
    };
  } catch (error) {
    if (!isFormatError(error)) throw error;
    const problem = `The annotation cannot be read, and its image is left out: ${error.message}.`;
    return { annotation: null, problems: [problem] };
  }
}

/** VOC counts pixels from 1, and both ends are inside. */
function continuousBox([x1, y1, x2, y2]: VocObject['box']): DataObject['box'] {
  return [x1 - 1, y1 - 1, x2, y2];
}

/** As vidit09/domaingen's `diverse_weather.py` has it. Unlike there, the files stay as they are, so that reading twice changes nothing. */
function referenceBox([x1, y1, x2, y2]: VocObject['box']): DataObject['box'] {
  return [Math.max(0, x1 - 1), Math.max(0, y1 - 1), x2 - 1, y2 - 1];
}

function imagesOf(
  reading: DataReading,
  { root, path, entries }: VocList,
  annotations: Annotations,
  classes: ClassIndices,
): DataImage[] {
  const seen = new Set<string>();
  return entries.flatMap(({ key, line }): DataImage[] => {
    const at = line === null ? path : `${path}, line ${line}`;
    const file = root.annotations.get(key);
    if (seen.has(key)) {
      reading.tell(at, `“${key}” is listed twice; it counts once.`);
      return [];
    }
    seen.add(key);
    if (file === undefined) {
      reading.tell(at, missingAnnotation(reading, root, key));
      return [];
    }
    const annotation = annotations.get(file.path);
    const picture = findVocPicture(reading, root, key, annotation?.fileName ?? '');
    if (picture.kind === 'missing') reading.tell(line === null ? file.path : at, picture.reason);
    else if (picture.remark !== null) reading.tell(file.path, picture.remark);
    if (picture.kind === 'missing' || annotation === undefined) return [];
    return [
      {
        id: `${root.label}/${key}`,
        file: picture.file,
        annotation: file.path,
        place: null,
        declared: annotation.size,
        unit: 'pixel',
        objects: annotation.objects.map(({ name, box, kind, place }) => ({
          classIndex: classes.of(name),
          box,
          kind,
          place,
        })),
      },
    ];
  });
}

/** Where only the picture is there, it is told of, too. */
function missingAnnotation(reading: DataReading, root: VocRoot, key: string): string {
  for (const place of root.pictureFolders)
    for (const { path } of reading.pictures.named(`${root.folder}${place}`, key)) reading.markKnown(path);
  const name = key.slice(key.lastIndexOf('/') + 1);
  const elsewhere = [...root.annotations.keys()].find(
    (other) => other.endsWith(`/${name}`) || other.toLowerCase() === key.toLowerCase(),
  );
  const missing = `There is no ${root.folder}${root.annotationFolder}${key}.xml`;
  return elsewhere === undefined ? `${missing}.` : `${missing}; the list may mean ${elsewhere}.`;
}
