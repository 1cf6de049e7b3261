/**
 * One forward and backward pass of L_det (detectron2 `GeneralizedRCNN.forward`; vidit09/domaingen `modeling/meta_arch.py`).
 * The proposals must be read back in the middle, which a tape cannot wait for: the trained part of V_a and the proposal network therefore
 * run once outside it, for the boxes and the box head, and once inside, for the gradients. Shapes: B images, A anchors, C channels of res4.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { StepAugmentation } from '../augmentation/methods/method';
import type { VisualTower } from '../clip/tower/modified-resnet';
import type { TrainableStage } from '../method/stages';
import type { DetectorModel } from '../detector/detector-model';
import { batchNormalised } from '../detector/image-batch';
import { selectProposals } from '../detector/proposals';
import type { BoxRowsXYXY } from '../geometry/box';
import type { Size } from '../geometry/resize';
import type { Random } from '../math/random';
import { valueAndGradients } from '../tensor/gradients';
import { interruptible, type Interruption, runWithPauses } from '../tensor/parts';
import { takeValues } from '../tensor/take-values';
import { rpnBoxLoss, rpnObjectnessLoss, type RpnTargetTensors } from './losses';
import { regionGradients, type RegionGradients, trainingRegionsAtOnce } from './region-gradients';
import { regionTargets, type RegionTargets } from './region-targets';
import { rpnTargets, type RpnTargets } from './rpn-targets';
import { regionBatch, rpnTargetTensors, type RegionBatch } from './target-tensors';
import type { TrainingImage } from './training-batch';

/** The parts of L_det; their sum is the total. */
export interface LossParts {
  readonly rpnObjectness: number;
  readonly rpnBox: number;
  readonly classification: number;
  readonly box: number;
}

export interface StepGradients {
  readonly losses: LossParts;
  /** Norm of the whole gradient. */
  readonly norm: number;
  /** By the state_dict name of the variable; the caller disposes of them. */
  readonly gradients: Record<string, tf.Tensor>;
}

/** What a step draws on its way, for each of its images. */
export interface DrawnTargets {
  readonly rpn: readonly RpnTargets[];
  readonly regions: readonly RegionTargets[];
}

/**
 * Losses and gradients of all variables of the model.
 * @param augmentation what the step changes between the stages; the proposal network and the box head both see it
 * @param random draws the anchors and regions that enter the losses
 * @param regionsAtOnce regions in one pass of the box head; by default what the memory for its tape holds
 * @param interruption ends the step early
 * @param onTargets told what was drawn, before the losses are computed
 */
export async function stepGradients(
  model: DetectorModel,
  images: readonly TrainingImage[],
  augmentation: StepAugmentation,
  random: Random,
  regionsAtOnce: number = trainingRegionsAtOnce(model.tower.architecture),
  interruption?: Interruption,
  onTargets?: (targets: DrawnTargets) => void,
): Promise<StepGradients> {
  const { tower } = model;
  const { pixels, sizes } = batchNormalised(images.map(({ image }) => image));
  const { start, res4Features } = interruptible(interruption, () => trainedFeatures(tower, pixels, augmentation));
  let targets: StepTargets | undefined;
  try {
    targets = await drawTargets(model, images, sizes, res4Features, random, interruption, onTargets);
    await interruption?.pause();
    return await differentiate(model, res4Features, targets, regionsAtOnce, interruption);
  } finally {
    tf.dispose([start, { ...targets, rpn: { ...targets?.rpn }, regions: { ...targets?.regions } }]);
  }
}

/**
 * V_a, cut where training begins: what stays frozen runs once, outside the tape.
 * @param pixels are taken over
 * @returns `start`, which the caller disposes of, and V_a's output from there
 */
function trainedFeatures(
  tower: VisualTower,
  pixels: tf.Tensor4D,
  { layer1: changeRes2 = same, res4: changeRes4 = same }: StepAugmentation,
): { readonly start: tf.Tensor4D; readonly res4Features: () => tf.Tensor4D } {
  const trains = (stage: TrainableStage): boolean => tower.trainable.includes(stage);
  const res2 = (x: tf.Tensor4D): tf.Tensor4D => changeRes2(tower.res2Features(x));
  if (trains('stem') || trains('layer1'))
    return { start: pixels, res4Features: () => changeRes4(tower.layer3(tower.layer2(res2(pixels)))) };
  const fromRes2 = trains('layer2');
  const start = startFrom(pixels, (x) => (fromRes2 ? res2(x) : tower.layer2(res2(x))));
  return { start, res4Features: () => changeRes4(tower.layer3(fromRes2 ? tower.layer2(start) : start)) };
}

/** The frozen part, after which nobody needs the pixels, whether there was memory for it or not. */
function startFrom(pixels: tf.Tensor4D, frozen: (pixels: tf.Tensor4D) => tf.Tensor4D): tf.Tensor4D {
  try {
    return tf.tidy(() => frozen(pixels));
  } finally {
    pixels.dispose();
  }
}

function same<T>(value: T): T {
  return value;
}

interface StepTargets {
  /** V_a's output outside the tape. */
  readonly res4: tf.Tensor4D;
  readonly rpn: RpnTargetTensors;
  readonly regions: RegionBatch;
}

async function drawTargets(
  model: DetectorModel,
  images: readonly TrainingImage[],
  sizes: readonly Size[],
  res4Features: () => tf.Tensor4D,
  random: Random,
  interruption: Interruption | undefined,
  onTargets: ((targets: DrawnTargets) => void) | undefined,
): Promise<StepTargets> {
  const proposing = () => {
    const features = res4Features();
    const { objectnessLogits, anchorDeltas } = model.rpnHead.forward(features);
    return [features, tf.concat([tf.expandDims(objectnessLogits, 2), anchorDeltas], 2)];
  };
  const [res4, output] = interruptible(interruption, () => tf.tidy(proposing)) as [tf.Tensor4D, tf.Tensor3D];
  try {
    const drawn = drawnTargets(model, images, sizes, res4, await takeValues(output), random);
    onTargets?.(drawn);
    return { res4, ...targetTensors(drawn, model) };
  } catch (error) {
    res4.dispose();
    throw error;
  }
}

/** @param values what the proposal network says: objectness and deltas, `[B, A, 5]` */
function drawnTargets(
  model: DetectorModel,
  images: readonly TrainingImage[],
  sizes: readonly Size[],
  res4: tf.Tensor4D,
  values: Float32Array,
  random: Random,
): DrawnTargets {
  const { config } = model;
  const anchors = model.anchors(res4.shape[1], res4.shape[2]);
  const anchorRandom = random.fork('anchors');
  const regionRandom = random.fork('regions');
  const rpn = images.map(({ gt }) => rpnTargets(anchors, gt.boxes, config, anchorRandom));
  const regions = images.map(({ gt }, b) => {
    const proposals = proposalsOf(values, b, anchors, sizes[b]!, model);
    return regionTargets(proposals, gt, config, regionRandom);
  });
  return { rpn, regions };
}

function targetTensors({ rpn, regions }: DrawnTargets, { config }: DetectorModel): Omit<StepTargets, 'res4'> {
  return tf.tidy(() => ({
    rpn: { ...rpnTargetTensors(rpn, config) },
    regions: { ...regionBatch(regions, config.classes.length) },
  }));
}

/** @param values `[B, A, 5]`: objectness and deltas */
function proposalsOf(
  values: Float32Array,
  b: number,
  anchors: BoxRowsXYXY,
  imageSize: Size,
  { config }: DetectorModel,
): BoxRowsXYXY {
  const count = anchors.length / 4;
  const objectnessLogits = new Float32Array(count);
  const anchorDeltas = new Float32Array(count * 4);
  for (let a = 0; a < count; a++) {
    const from = (b * count + a) * 5;
    objectnessLogits[a] = values[from]!;
    for (let i = 0; i < 4; i++) anchorDeltas[a * 4 + i] = values[from + 1 + i]!;
  }
  return selectProposals(
    { anchors, objectnessLogits, anchorDeltas, imageSize },
    {
      preNmsTopN: config.rpnPreNmsTopN.training,
      postNmsTopN: config.rpnPostNmsTopN.training,
      nmsThresh: config.rpnNmsThresh,
    },
  ).boxes;
}

/** The box head first, on its own; what it asks of res4 then goes back through V_a together with what the proposal network asks. */
async function differentiate(
  model: DetectorModel,
  res4Features: () => tf.Tensor4D,
  { res4: features, rpn, regions }: StepTargets,
  regionsAtOnce: number,
  interruption: Interruption | undefined,
): Promise<StepGradients> {
  const boxHead = await runWithPauses(regionGradients(model, features, regions, regionsAtOnce), interruption);
  const gradients = boxHead.variables;
  try {
    await interruption?.pause();
    const { report, others } = interruptible(interruption, () => restOfGradients(model, res4Features, rpn, boxHead));
    Object.assign(gradients, others);
    const values = await takeValues(report);
    const [rpnObjectness, rpnBox, classification, box, square] = values as unknown as LossReport;
    return { losses: { rpnObjectness, rpnBox, classification, box }, norm: Math.sqrt(square), gradients };
  } catch (error) {
    tf.dispose(gradients);
    throw error;
  } finally {
    tf.dispose([boxHead.losses, boxHead.res4]);
  }
}

type LossReport = readonly [rpnObjectness: number, rpnBox: number, classification: number, box: number, square: number];

/** Gradients of the variables before the box head, and a {@link LossReport}: the losses, and the square of the whole gradient's norm. */
function restOfGradients(
  model: DetectorModel,
  res4Features: () => tf.Tensor4D,
  rpn: RpnTargetTensors,
  boxHead: RegionGradients,
): { readonly others: Record<string, tf.Tensor>; readonly report: tf.Tensor } {
  return tf.tidy(() => {
    const variables = [...model.variables];
    // What the box head asks of res4 enters as a term with that gradient; each of the three has the gradient 1 in the sum.
    const { value: terms, gradients } = valueAndGradients(
      () => {
        const res4 = res4Features();
        const { objectnessLogits, anchorDeltas } = model.rpnHead.forward(res4);
        const asked = tf.sum(tf.mul(res4, boxHead.res4));
        return tf.stack([rpnObjectnessLoss(objectnessLogits, rpn), rpnBoxLoss(anchorDeltas, rpn), asked]);
      },
      variables.map(([, variable]) => variable),
    );
    const others: Record<string, tf.Tensor> = {};
    variables.forEach(([name], at) => {
      const gradient = gradients[at];
      if (gradient) others[name] = gradient;
    });
    const square = tf.reshape(squaredNorm(Object.values({ ...boxHead.variables, ...others })), [1]);
    return { others, report: tf.concat([tf.slice(terms, [0], [2]), boxHead.losses, square]) };
  });
}

/** Added pair by pair: one AddN of them all exceeds a GPU's storage buffers per shader, which the webgpu backend does not check. */
function squaredNorm(tensors: readonly tf.Tensor[]): tf.Tensor {
  return tensors.map((tensor): tf.Tensor => tf.sum(tf.square(tensor))).reduce((total, square) => tf.add(total, square));
}
