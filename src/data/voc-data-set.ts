import { FormatError } from '../formats/format-error';
import { sceneClasses } from '../scenes/types';
import { boxProblem } from './check-box';
import { ClassIndices, type DataImage, type DataObject, type DataPart, type DataSet } from './data-set';
import { DataSetError } from './data-set-error';
import { diverseWeatherDomain, domainOrder, officialTestSplit } from './diverse-weather';
import { readText, type FileTree, type TreeFile } from './file-tree';
import { inParallel, type ReadOptions } from './in-parallel';
import { ProblemList } from './problem-list';
import { parseVocAnnotation, type VocObject } from './voc-annotation';
import { findVocRoots, readVocLists, type VocList } from './voc-layout';

const mostAnnotationBytes = 4_000_000;

type NamedObject = Pick<DataObject, 'box' | 'kind'> & { readonly name: string };
/** By the path of the annotation; what could not be read is missing. */
type Annotations = ReadonlyMap<string, readonly NamedObject[]>;

/**
 * Reads Pascal VOC: `Annotations/*.xml`, `ImageSets/Main/*.txt`, `JPEGImages/`, in one folder or in several, which are then domains. Folders with the
 * names of Diverse Weather's domains are read as the paper's code does: names in lower case, 1 taken from all four sides of a box and none below 0 at
 * the left and the top, images without any of the seven classes left out.
 * @throws DataSetError `data-set-unreadable` where nothing can be used
 */
export async function readVoc(tree: FileTree, options: ReadOptions): Promise<DataSet> {
  const problems = new ProblemList();
  const roots = findVocRoots(tree);
  const domainOf = ({ folder }: VocList['root']) => diverseWeatherDomain(`${tree.name}/${folder}`);
  const diverse = roots.every((root) => domainOf(root) !== null);
  const lists: VocList[] = [];
  for (const root of roots) lists.push(...(await readVocLists(root, problems)));
  const annotations = await readAnnotations(lists, diverse, problems, options);
  const classes = new ClassIndices();
  const parts = lists
    .map((list): DataPart => {
      const images = imagesOf(list, annotations, classes, problems).filter(
        ({ objects }) => !diverse || objects.some(({ classIndex }) => isSceneClass(classes.names[classIndex]!)),
      );
      const domain = diverse ? domainOf(list.root) : roots.length > 1 ? list.root.label : null;
      return { name: partName(list, diverse), split: list.split, domain, images };
    })
    .filter(({ images }) => images.length > 0);
  if (parts.length === 0) {
    const first = problems.all[0];
    throw new DataSetError(
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
    parts: diverse ? parts.toSorted((a, b) => rank(a) - rank(b)) : parts,
    problems,
  };

  function partName({ root, split }: VocList, official: boolean): string {
    const domain = official ? domainOf(root) : null;
    if (domain !== null) return split === officialTestSplit(domain) ? domain : `${domain}/${split}`;
    return roots.length > 1 ? `${root.label}/${split}` : split;
  }
}

/** The paper's test sets in the order of its columns, then the rest. */
function rank({ name, domain }: DataPart): number {
  return domainOrder(domain) + (name === domain ? 0 : 10);
}

function isSceneClass(name: string): boolean {
  return sceneClasses.some((known) => known === name);
}

/** Reads every annotation that is listed, once. */
async function readAnnotations(
  lists: readonly VocList[],
  diverse: boolean,
  problems: ProblemList,
  options: ReadOptions,
): Promise<Annotations> {
  const files = lists.flatMap(({ root, stems }) => stems.flatMap(({ stem }) => root.annotations.get(stem) ?? []));
  const read = await inParallel(
    [...new Set(files)],
    async (file) => ({ file, result: await readAnnotation(file, diverse) }),
    options,
  );
  const annotations = new Map<string, readonly NamedObject[]>();
  for (const { file, result } of read) {
    for (const reason of result.problems) problems.add(file.path, reason);
    if (result.objects !== null) annotations.set(file.path, result.objects);
  }
  return annotations;
}

interface ReadAnnotation {
  readonly objects: readonly NamedObject[] | null;
  readonly problems: readonly string[];
}

async function readAnnotation(file: TreeFile, diverse: boolean): Promise<ReadAnnotation> {
  try {
    const { objects, problems, size } = parseVocAnnotation(await readText(file, mostAnnotationBytes));
    const placed = objects.map(({ name, box, difficult }): NamedObject => ({
      name: diverse ? name.toLowerCase() : name,
      box: diverse ? referenceBox(box) : continuousBox(box),
      kind: difficult ? 'difficult' : 'plain',
    }));
    const wrong = placed.map(({ box }) => boxProblem(box, size));
    return {
      objects: placed.filter((_, index) => wrong[index] === null),
      problems: [
        ...problems,
        ...placed.flatMap(({ name }, i) => (wrong[i] === null ? [] : [`object ${i + 1} (${name}) ${wrong[i]}`])),
      ].map((problem) => `The ${problem}; it is left out.`),
    };
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    return { objects: null, problems: [`The annotation cannot be read: ${error.message}.`] };
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
  { root, path, stems }: VocList,
  annotations: Annotations,
  classes: ClassIndices,
  problems: ProblemList,
): DataImage[] {
  const seen = new Set<string>();
  return stems.flatMap(({ stem, line }): DataImage[] => {
    const at = line === null ? path : `${path}, line ${line}`;
    const annotation = root.annotations.get(stem);
    const file = root.images.get(stem);
    const twice = seen.has(stem);
    seen.add(stem);
    if (twice) problems.add(at, `“${stem}” is listed twice; it counts once.`);
    else if (annotation === undefined) problems.add(at, `There is no ${root.folder}Annotations/${stem}.xml.`);
    else if (file === undefined) problems.add(at, `There is no image ${root.folder}JPEGImages/${stem}.jpg.`);
    else {
      const objects = annotations.get(annotation.path);
      return objects === undefined
        ? []
        : [
            {
              id: `${root.label}/${stem}`,
              file,
              unit: 'pixel',
              objects: objects.map(({ name, box, kind }) => ({ classIndex: classes.of(name), box, kind })),
            },
          ];
    }
    return [];
  });
}
