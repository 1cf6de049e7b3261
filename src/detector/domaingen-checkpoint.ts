/** Checkpoints of vidit09/domaingen, the paper's own code: detectron2's form, with CLIP, the detector and the offsets in one file. */
import { CodedError } from '../errors/coded-error';
import type { Offsets } from '../augmentation/offsets';
import { checkWeightType } from '../clip/weights/state-dict';
import { detectorEncoderPrefix, visualWeightsFromStateDict } from '../clip/weights/visual-state-dict';
import type { WeightTensor } from '../clip/weights/visual-weights';
import type { ByteSource } from '../formats/byte-source';
import type { TorchFile } from '../formats/torch/torch-file';
import { numberedTargets } from '../formats/text/prompt-lines';
import { type PromptSet, referencePrompts } from '../scenes/reference-prompts';
import { detectorPresets, type DetectorConfig } from '../method/detector-config';
import {
  type CheckpointNames,
  type DetectorCheckpoint,
  checkpointWeight,
  iterationOf,
  notFinite,
  offsetsName,
  withCheckpoint,
} from './checkpoint-tensors';
import type { DetectorFile } from './detector-file';
import { anchorsPerCell } from './initial-weights';
import { towerPrefix } from './named-weights';
import { bboxPred, regionHeadShapes } from './region-head-shapes';
import { rpnHeadShapes } from './rpn-head';

const form =
  'Use a detector of the reference’s form: Faster R-CNN C4 on CLIP with 15 anchors and a box regressor for each class.';
/** By their number, in the order of the reference's data sets: Diverse Weather; comic and watercolor. */
const classSets: readonly (readonly string[])[] = [
  detectorPresets.reference.classes,
  ['bicycle', 'bird', 'car', 'cat', 'dog', 'person'],
];
const promptSets: readonly PromptSet[] = [referencePrompts.weather, referencePrompts.art];

/**
 * Reads a checkpoint: proposal network, box regressor, fine-tuned encoder and offsets, and nothing else of it. The text tower and the
 * pristine CLIP that it holds as well are a model's, not a detector's.
 *
 * @param given names for other classes or prompts than the reference's; targets without names are numbered
 * @throws ModelError `unsupported-model` for a file of another kind, `bundle-file-broken` for one that is damaged or asks for code,
 * `bad-config` where it has classes without known names, or other numbers of classes or targets than are given
 */
export function readDomaingenCheckpoint(source: ByteSource, given: CheckpointNames = {}): Promise<DetectorCheckpoint> {
  return withCheckpoint(source, (file) => domaingenCheckpoint(file, given));
}

/** The same of a file that is open. @throws ModelError, and FormatError where a tensor cannot be read */
export async function domaingenCheckpoint(file: TorchFile, given: CheckpointNames): Promise<DetectorCheckpoint> {
  const detector = await detectorOf(file, given.classes);
  return { detector, offsets: await offsetsOf(file, featureChannelsOf(detector), given.prompts) };
}

async function detectorOf({ root, tensors }: TorchFile, classes?: readonly string[]): Promise<DetectorFile> {
  const regressor = tensors.get(`${bboxPred}.weight`);
  for (const name of [`${bboxPred}.weight`, `${detectorEncoderPrefix}conv1.weight`]) {
    if (tensors.has(name)) continue;
    throw new CodedError(
      'unsupported-model',
      `The file is no checkpoint of domaingen: it has no "${name}".`,
      'Choose a model_best.pth that vidit09/domaingen has written. A file of CLIP alone is loaded as a model.',
    );
  }
  const { architecture, tensors: tower, folded } = await visualWeightsFromStateDict(tensors, detectorEncoderPrefix);
  const config: DetectorConfig = {
    ...presetOf(tensors.get('proposal_generator.rpn_head.objectness_logits.bias')?.shape[0]),
    classes: classNames((regressor?.shape[0] ?? 0) / 4, classes),
    poolerResolution: architecture.grid,
  };
  const weights = new Map<string, WeightTensor>();
  const shapes = [
    ...rpnHeadShapes(architecture.featureChannels, anchorsPerCell(config)),
    ...regionHeadShapes(architecture, config),
  ];
  for (const [name, shape] of shapes) weights.set(name, await checkpointWeight(tensors, name, shape, form));
  for (const [name, tensor] of tower) weights.set(towerPrefix + name, tensor);
  return { config, provenance: { title: 'domaingen checkpoint', ...iterationOf(root) }, folded, weights };
}

/** A checkpoint holds no sizes; the number of its anchors tells those of this program's small detectors from the reference's. */
function presetOf(anchors: number | undefined): DetectorConfig {
  const { builtin, reference } = detectorPresets;
  return anchors === anchorsPerCell(builtin) ? builtin : reference;
}

/** A checkpoint holds no class names; their number tells which of the reference's data sets it was trained on. */
function classNames(count: number, given?: readonly string[]): readonly string[] {
  const names = given ?? classSets.find(({ length }) => length === count);
  if (names?.length === count) return names;
  throw new CodedError(
    'bad-config',
    `The checkpoint has ${count} classes and ${names ? `${names.length} names for them` : 'does not name them'}.`,
    `Give ${count} class names, in the order of its training data.`,
  );
}

async function offsetsOf(
  { tensors }: TorchFile,
  featureChannels: number,
  prompts?: PromptSet,
): Promise<Offsets | null> {
  const tensor = tensors.get(offsetsName);
  if (tensor === undefined) return null;
  const [targets = 0, channels = 0, height = 0, width = 0] = tensor.shape;
  if (tensor.shape.length !== 4 || targets * height * width === 0 || channels !== featureChannels)
    throw new CodedError(
      'unsupported-model',
      `The checkpoint's offsets should be [targets, ${featureChannels}, height, width] and are [${tensor.shape.join(', ')}].`,
      'Use a checkpoint of vidit09/domaingen.',
    );
  checkWeightType(offsetsName, tensor.dtype);
  if (prompts !== undefined && prompts.targetPrompts.length !== targets) {
    throw new CodedError(
      'bad-config',
      `The checkpoint has offsets for ${targets} targets and ${prompts.targetPrompts.length} prompts for them.`,
      `Give ${targets} target prompts, in the order of its prompt file, or none.`,
    );
  }
  const known = promptSets.find(({ targetPrompts }) => targetPrompts.length === targets);
  const set = prompts ?? known ?? { sourcePrompt: '', targetPrompts: numberedTargets(targets) };
  const values = await tensor.readFloat32();
  if (!values.every(Number.isFinite)) throw notFinite(offsetsName);
  return { ...set, channels, height, width, values };
}

/** C, which the tower of the detector has in its `layer3`. */
function featureChannelsOf({ weights }: DetectorFile): number {
  return weights.get(`${towerPrefix}layer3.0.conv3.weight`)?.shape[0] ?? 0;
}
