import { isFormatError } from '../../errors/areas';
import { blobSourceOf } from '../../formats/blob-source';
import { openSafetensors } from '../../formats/safetensors/safetensors';
import { openTorchFile } from '../../formats/torch/torch-file';
import { importFromCluster } from '../exports/cluster-exchange';
import { modelFile, openModelFiles } from './model-files';
import { importTrainingFile } from './training-files';

/** Of the checkpoints of detectors, ours to read or not, and of no CLIP. */
const detectorPart = /(?:^|\.)(?:roi_heads?|(?:offline_)?proposal_generator|offline_backbone|rpn_head)\./u;

/** Opens loose files for what they hold: a checkpoint or detector of this page, a detector's checkpoint of another program, or a CLIP. */
export async function openWeights(files: readonly File[]): Promise<void> {
  const weights = files.filter(({ name }) => modelFile.test(name));
  const [first] = weights;
  if (first === undefined) return;
  switch (weights.length > 1 ? 'model' : await kindOf(first)) {
    case 'training':
      await importTrainingFile(first);
      return;
    case 'checkpoint':
      await importFromCluster(first, { classes: '', targetPrompts: '' });
      return;
    case 'model':
      await openModelFiles(files.map((file) => ({ path: file.name, file })));
      return;
    default:
  }
}

/** What a single file is; one that cannot be read is a model, whose reader says best what is wrong with it. */
async function kindOf(file: File): Promise<'training' | 'checkpoint' | 'model'> {
  try {
    if (/\.safetensors$/iu.test(file.name)) {
      const { metadata } = await openSafetensors(blobSourceOf(file));
      return metadata.get('format')?.startsWith('clip-the-gap') ? 'training' : 'model';
    }
    if (/\.onnx$/iu.test(file.name)) return 'model';
    const { tensors } = await openTorchFile(blobSourceOf(file));
    return [...tensors.keys()].some((name) => detectorPart.test(name)) ? 'checkpoint' : 'model';
  } catch (error) {
    if (isFormatError(error)) return file.name.endsWith('.safetensors') ? 'training' : 'model';
    throw error;
  }
}
