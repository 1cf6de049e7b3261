import { CodedError } from '../errors/coded-error';
import { type DataSetError, isDataSetError } from '../errors/areas';
import { cocoCandidates, readCoco } from './coco/coco-data-set';
import type { DataSet, DataSetFormat } from './data-set';
import { DataReading } from './data-reading';
import type { FileTree } from './file-tree';
import type { ReadOptions } from './in-parallel';
import { formatNames, tellLeftOver, tellPicturesTwice } from './left-over';
import { describeUnknownFiles } from './unknown-files';
import { readVoc } from './voc/voc-data-set';
import { hasVocPairs, isVocPath } from './voc/voc-layout';
import { readYolo } from './yolo/yolo-data-set';
import { hasYoloLabels, hasYoloNames } from './yolo/yolo-signs';

/**
 * A way to take the files. A new format gets a folder beside `voc/`, a reader there, and a line in {@link readersFor}.
 *
 * @example
 * const voc: Reader = { format: 'voc', read: readVoc };
 */
interface Reader {
  readonly format: DataSetFormat;
  /** @throws DataSetError where nothing can be used; null where the files are not of that format after all */
  readonly read: (reading: DataReading) => Promise<DataSet | null>;
}

/**
 * Recognises and reads a data set. Annotations are read whole, images not at all; nothing is written. Where the files could be of several formats,
 * the first that can be used is taken, and what is left over is named.
 * @param format the only one that is tried, where it is given
 * @throws DataSetError `no-data-set` for other files, `data-set-unreadable` where a data set has nothing to use; what the signal is aborted with
 */
export async function readDataSet(tree: FileTree, options: ReadOptions = {}, format?: DataSetFormat): Promise<DataSet> {
  const failures: { readonly format: DataSetFormat; readonly error: DataSetError }[] = [];
  for (const reader of readersFor(tree, options, format)) {
    const reading = new DataReading(tree, options);
    try {
      const set = await reader.read(reading);
      if (set === null) continue;
      for (const { file, reason } of tree.problems) reading.tell(file, reason);
      for (const { format: other, error } of failures)
        reading.tell(tree.name, `Not read as ${formatNames[other]}: ${error.message}`);
      tellPicturesTwice(reading, set);
      tellLeftOver(reading, set);
      return set;
    } catch (error) {
      if (!isDataSetError(error)) throw error;
      failures.push({ format: reader.format, error });
    }
  }
  throw await failureOf(
    tree,
    failures.map(({ error }) => error),
    format,
  );
}

/** What the paths speak for, the most certain first. */
function readersFor(tree: FileTree, options: ReadOptions, format: DataSetFormat | undefined): readonly Reader[] {
  const paths = [...tree.files.keys()];
  const { pictures } = new DataReading(tree, options);
  const voc: Reader = { format: 'voc', read: readVoc };
  const yolo: Reader = { format: 'yolo', read: readYolo };
  const coco: Reader = { format: 'coco', read: readCoco };
  const likely: readonly (readonly [Reader, () => boolean])[] = [
    [voc, () => paths.some(isVocPath)],
    [yolo, () => hasYoloLabels(tree, pictures)],
    [voc, () => hasVocPairs(tree, pictures)],
    [coco, () => cocoCandidates(tree).length > 0],
    [yolo, () => hasYoloNames(tree, pictures)],
  ];
  const fitting = likely.filter(([reader, fits]) => (format === undefined || reader.format === format) && fits());
  return [...new Set(fitting.map(([reader]) => reader))];
}

async function failureOf(
  tree: FileTree,
  errors: readonly DataSetError[],
  format: DataSetFormat | undefined,
): Promise<DataSetError> {
  const [first, ...others] = errors.toSorted((a, b) => certainty(b) - certainty(a));
  if (first !== undefined)
    return new CodedError(first.code, [first, ...others].map(({ message }) => message).join(' '), first.hint);
  return new CodedError(
    'no-data-set',
    format === undefined
      ? `“${tree.name}” is no data set that is known here. ${await describeUnknownFiles(tree)}`
      : `“${tree.name}” is no data set in the format of ${formatNames[format]}.`,
    'Choose a folder or a zip file in the layout of Pascal VOC (Annotations, ImageSets, JPEGImages), COCO (instances_*.json with its images) or YOLO (images, labels, data.yaml).',
  );
}

function certainty({ code }: DataSetError): number {
  return code === 'data-set-unreadable' ? 1 : 0;
}
