/**
 * Checkpoints of microsoft/RegionCLIP that were fine-tuned on COCO: CLIP with its box head, a ResNet C4 with a proposal network of its own, and the
 * class embeddings, all in one file. Shapes: K classes, D embedding.
 */
import { CodedError } from '../../errors/coded-error';
import type { VisualArchitecture } from '../../clip/tower/architecture';
import { visualWeightsFromStateDict } from '../../clip/weights/visual-state-dict';
import type { WeightTensor } from '../../clip/weights/visual-weights';
import type { TorchFile } from '../../formats/torch/torch-file';
import { detectorPresets, type DetectorConfig } from '../../method/detector-config';
import { type CheckpointTensors, checkpointWeight, iterationOf } from '../checkpoint-tensors';
import type { DetectorFile } from '../detector-file';
import { anchorsPerCell } from '../initial-weights';
import { towerPrefix } from '../named-weights';
import { proposalTowerLayout, proposalTowerShapes } from '../proposal-tower-shapes';
import { chosenClasses, classNamesOf, isCocoList, type ClassTexts, type NamedEmbeddings } from './regionclip-names';
import { refuseOtherForms } from './regionclip-refusals';
import { bboxPred, clsScore, regionHeadShapes, testClsScore } from '../region-head-shapes';
import { rpnHeadShapes } from '../rpn-head';

const form = 'Use finetuned-coco_rn50.pth or finetuned-coco_rn50x4.pth of RegionCLIP, as they were released.';

/**
 * Reads a checkpoint. The detector that it gives stands alone: it runs beside any CLIP, on its own towers.
 *
 * @param classes what to find in place of all that the file has embeddings of; the names of its classes where their number tells nothing
 * @param texts embeds the names of classes that the file does not hold, where they belong to its CLIP
 * @throws ModelError `unsupported-model` for another form of file, `bundle-file-broken` for values that no weight has, `bad-config` for classes
 * that cannot be named or chosen, `bundle-mismatch` where names need another text tower; FormatError
 */
export async function regionclipCheckpoint(
  { root, tensors }: TorchFile,
  classes: readonly string[] | undefined,
  texts: ClassTexts,
): Promise<DetectorFile> {
  refuseOtherForms(tensors);
  const tower = await visualWeightsFromStateDict(tensors, 'backbone.');
  const { architecture } = tower;
  const known = await classEmbeddings(tensors, architecture, classes);
  const boxRegression = boxRegressionOf(tensors, known, classes);
  const { names, rows } = await chosenClasses(known, classes, architecture, texts);
  const config = configOf(architecture, names, boxRegression);
  const weights = new Map<string, WeightTensor>([[`${testClsScore}.weight`, rows]]);
  const read = async (name: string, shape: readonly number[], from = name): Promise<void> => {
    if (!weights.has(name)) weights.set(name, await checkpointWeight(tensors, from, shape, form));
  };
  const layout = proposalTowerLayout((name) => tensors.get(name)?.shape);
  for (const [name, shape] of proposalTowerShapes(layout)) await read(name, shape);
  for (const [name, shape] of rpnHeadShapes(layout.channels, anchorsPerCell(config)))
    await read(name, shape, `offline_${name}`);
  for (const [name, shape] of regionHeadShapes(architecture, config)) await read(name, shape);
  for (const [name, tensor] of tower.tensors) weights.set(towerPrefix + name, tensor);
  const provenance = { ...provenanceOf(architecture, known, names), ...iterationOf(root) };
  return { config, provenance, folded: tower.folded, weights };
}

/** The embeddings that it tests with; a file that was trained again may lack them, and then those of its training count. */
async function classEmbeddings(
  tensors: CheckpointTensors,
  { embeddingDim }: VisualArchitecture,
  given: readonly string[] | undefined,
): Promise<NamedEmbeddings> {
  const name = `${tensors.has(`${testClsScore}.weight`) ? testClsScore : clsScore}.weight`;
  const count = tensors.get(name)?.shape[0] ?? 0;
  const rows = await checkpointWeight(tensors, name, [count, embeddingDim], form);
  return { names: classNamesOf(count, given), rows };
}

/** @throws ModelError `bad-config` where other classes are wanted than there are boxes of */
function boxRegressionOf(
  tensors: CheckpointTensors,
  { names }: NamedEmbeddings,
  wanted: readonly string[] | undefined,
): DetectorConfig['boxRegression'] {
  if (tensors.get(`${bboxPred}.weight`)?.shape[0] === 4) return 'class-agnostic';
  if (wanted === undefined || wanted.join('\n') === names.join('\n')) return 'class-specific';
  throw new CodedError(
    'bad-config',
    `The checkpoint regresses a box for each of its ${names.length} classes, so that it finds no others and no part of them.`,
    'Leave the class names out, and hide what you do not want to see; a file with one box for all classes takes any names.',
  );
}

/** As the released configuration has it, with the soft NMS of its evaluation scripts. A score must be above .05, as in the other detectors; the reference's AP begins at .001. */
function configOf(
  { grid }: VisualArchitecture,
  classes: readonly string[],
  boxRegression: DetectorConfig['boxRegression'],
): DetectorConfig {
  return {
    ...detectorPresets.reference,
    classes,
    imageShortSide: 800,
    boxRegression,
    boxPooling: 'attention',
    proposalFeatures: 'own',
    classEmbeddings: 'weights',
    suppression: 'soft',
    poolerResolution: grid,
  };
}

function provenanceOf(
  { width, blocks }: VisualArchitecture,
  known: NamedEmbeddings,
  names: readonly string[],
): Readonly<Record<string, string>> {
  const sizes: Readonly<Record<string, string>> = { '64 3,4,6,3': ' RN50', '80 4,6,10,6': ' RN50x4' };
  return {
    title: `RegionCLIP${sizes[`${width} ${blocks.join()}`] ?? ''} (COCO)`,
    trainedOn: 'real photographs: COCO',
    classNames: classNamesText(known.names, names),
  };
}

/** Where the names come from, in a sentence. */
function classNamesText(known: readonly string[], names: readonly string[]): string {
  if (!names.every((name) => known.includes(name)))
    return 'Its classes are those that were typed, embedded by the text tower of the loaded model.';
  const all = `${known.length} classes of ${isCocoList(known) ? 'COCO' : 'the file'}`;
  return names.length === known.length
    ? `The file names no classes: they are the ${all}, by their order.`
    : `Its classes are ${names.length} of the ${all}, which the file does not name: by their order.`;
}
