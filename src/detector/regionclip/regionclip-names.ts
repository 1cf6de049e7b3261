/** Which classes a RegionCLIP detector finds: those of its file, some of them, or any that a text tower of its CLIP can embed. */
import { CodedError } from '../../errors/coded-error';
import type { VisualArchitecture } from '../../clip/tower/architecture';
import type { WeightTensor } from '../../clip/weights/visual-weights';
import { concatenate } from '../../math/concatenate';
import { detectorPresets } from '../../method/detector-config';
import { mostClasses } from '../detector-config-schema';
import { coco48, coco65, coco80 } from '../coco-classes';

/** Classes with an embedding each. */
export interface NamedEmbeddings {
  /** K names. */
  readonly names: readonly string[];
  /** `[K, D]`. */
  readonly rows: WeightTensor;
}

/** A text tower, and the visual tower that it belongs to. */
export interface ClassTexts {
  readonly architecture: VisualArchitecture;
  /** Unit embeddings `[D]` of the texts. */
  readonly embed: (texts: readonly string[]) => Promise<readonly Float32Array[]>;
}

const lists = [coco80, coco65, coco48];

/** Whether names are those of a list that RegionCLIP counts, and so known by their number. */
export function isCocoList(names: readonly string[]): boolean {
  return lists.some((list) => list === names);
}

/**
 * The names of a file's classes. It does not hold them: their number tells which of RegionCLIP's lists they are.
 * @param given names for another number of classes
 * @throws ModelError `bad-config` where neither fits
 */
export function classNamesOf(count: number, given: readonly string[] | undefined): readonly string[] {
  const names = lists.find(({ length }) => length === count) ?? given;
  if (names?.length === count) return names;
  throw new CodedError(
    'bad-config',
    `The checkpoint has embeddings of ${count} classes, which is none of RegionCLIP’s lists of COCO (48, 65 and 80 classes), and ${names ? `${names.length} names for them` : 'does not name them'}.`,
    `Give ${count} class names, in the order of its embeddings.`,
  );
}

/**
 * The classes to find, with their embeddings.
 * @param wanted all that the file has where it is undefined
 * @param architecture of the file's own tower
 * @throws ModelError `bad-config` for too many classes, `bundle-mismatch` where a class is not in the file and the text tower is of another CLIP
 */
export async function chosenClasses(
  known: NamedEmbeddings,
  wanted: readonly string[] | undefined,
  architecture: VisualArchitecture,
  texts: ClassTexts,
): Promise<NamedEmbeddings> {
  if (wanted !== undefined && wanted.length > mostClasses) {
    throw new CodedError(
      'bad-config',
      `${wanted.length} classes are wanted, and a detector has ${mostClasses} at most.`,
      'Name fewer, or open the file several times with other names.',
    );
  }
  if (wanted === undefined || wanted.join('\n') === known.names.join('\n')) return known;
  const [, dimensions = 0] = known.rows.shape;
  const unknown = wanted.filter((name) => !known.names.includes(name));
  if (unknown.length > 0 && !isSameTower(architecture, texts.architecture)) {
    const shown = unknown.slice(0, 3).map((name) => `“${name}”`);
    const more = unknown.length > shown.length ? ` and ${unknown.length - shown.length} more` : '';
    throw new CodedError(
      'bundle-mismatch',
      `The file has no embedding of ${shown.join(', ')}${more}, and the loaded model is not the CLIP that it was made from: that one has the width ${architecture.width} and ${dimensions} numbers an embedding, the model ${texts.architecture.width} and ${texts.architecture.embeddingDim}.`,
      `Load the CLIP of the same size first, RN50 or RN50x4 of OpenAI, whose text tower embeds any name; or name only ${known.names.slice(0, 3).join(', ')} and others of its ${known.names.length} classes.`,
    );
  }
  // Ensembles of templates and single prompts have cosines of different sizes, so they are not mixed.
  const rows =
    unknown.length > 0
      ? await texts.embed(wanted.map((name) => detectorPresets.reference.promptTemplate.replaceAll('{}', name)))
      : wanted.map((name) => rowOf(known.rows, known.names.indexOf(name)));
  return { names: wanted, rows: { shape: [wanted.length, dimensions], data: concatenate(rows) } };
}

function rowOf({ shape: [, length = 0], data }: WeightTensor, row: number): Float32Array {
  return data.subarray(row * length, (row + 1) * length);
}

function isSameTower(a: VisualArchitecture, b: VisualArchitecture): boolean {
  return (
    a.width === b.width &&
    a.embeddingDim === b.embeddingDim &&
    a.resolution === b.resolution &&
    a.blocks.join() === b.blocks.join()
  );
}
