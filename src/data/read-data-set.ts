import { cocoCandidates, readCoco } from './coco-data-set';
import type { DataSet } from './data-set';
import { DataSetError } from './data-set-error';
import type { FileTree } from './file-tree';
import type { ReadOptions } from './in-parallel';
import { readVoc } from './voc-data-set';
import { isVocPath } from './voc-layout';
import { isYoloPath, readYolo } from './yolo-data-set';

/**
 * Recognises and reads a data set. Annotations are read whole, images not at all; nothing is written.
 * @throws DataSetError `no-data-set` for other files, `data-set-unreadable` where a data set has nothing to use; what the signal is aborted with
 */
export async function readDataSet(tree: FileTree, options: ReadOptions = {}): Promise<DataSet> {
  const paths = [...tree.files.keys()];
  if (paths.some(isVocPath)) return readVoc(tree, options);
  if (paths.some(isYoloPath)) return readYolo(tree, options);
  const coco = cocoCandidates(tree).length > 0 ? await readCoco(tree, options) : null;
  if (coco !== null) return coco;
  throw new DataSetError(
    'no-data-set',
    `“${tree.name}” is no data set that is known here.`,
    'Choose a folder or a zip file in the layout of Pascal VOC (Annotations, ImageSets, JPEGImages), COCO (instances_*.json with its images) or YOLO (images, labels, data.yaml).',
  );
}
