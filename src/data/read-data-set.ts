import { cocoCandidates, readCoco } from './coco-data-set';
import type { DataSet, DataSetFormat } from './data-set';
import { DataSetError } from './data-set-error';
import type { FileTree } from './file-tree';
import type { ReadOptions } from './in-parallel';
import { readVoc } from './voc-data-set';
import { isVocPath } from './voc-layout';
import { isYoloPath, readYolo } from './yolo-data-set';

const formatNames: Readonly<Record<DataSetFormat, string>> = { voc: 'Pascal VOC', coco: 'COCO', yolo: 'YOLO' };

/**
 * Recognises and reads a data set. Annotations are read whole, images not at all; nothing is written.
 * @param format the only one that is tried, where it is given
 * @throws DataSetError `no-data-set` for other files, `data-set-unreadable` where a data set has nothing to use; what the signal is aborted with
 */
export async function readDataSet(tree: FileTree, options: ReadOptions = {}, format?: DataSetFormat): Promise<DataSet> {
  const set = await readFormat(tree, options, format);
  for (const { file, reason } of tree.problems) set.problems.add(file, reason);
  return set;
}

async function readFormat(tree: FileTree, options: ReadOptions, format: DataSetFormat | undefined): Promise<DataSet> {
  const paths = [...tree.files.keys()];
  const tried = (candidate: DataSetFormat) => format === undefined || format === candidate;
  if (tried('voc') && paths.some(isVocPath)) return readVoc(tree, options);
  if (tried('yolo') && paths.some(isYoloPath)) return readYolo(tree, options);
  const coco = tried('coco') && cocoCandidates(tree).length > 0 ? await readCoco(tree, options) : null;
  if (coco !== null) return coco;
  throw new DataSetError(
    'no-data-set',
    format === undefined
      ? `“${tree.name}” is no data set that is known here.`
      : `“${tree.name}” is no data set in the format of ${formatNames[format]}.`,
    'Choose a folder or a zip file in the layout of Pascal VOC (Annotations, ImageSets, JPEGImages), COCO (instances_*.json with its images) or YOLO (images, labels, data.yaml).',
  );
}
