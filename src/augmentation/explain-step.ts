import * as tf from '@tensorflow/tfjs-core';
import type { VisualTower } from '../clip/tower/modified-resnet';
import type { Preprocessing } from '../clip/image/preprocess';
import type { RgbImage } from '../geometry/rgb-image';
import { cosine, norm, normalise, subtract } from '../math/vector';
import { createAdam } from '../tensor/adam';
import type { Optimiser, OptimiserState } from '../tensor/optimiser';
import { cropTensor } from './crops';
import { comparison } from './embedding-terms';
import {
  augmentedEmbeddings,
  type CropFeatures,
  imageEmbeddings,
  optimisationLoss,
  targetDivisor,
} from './optimisation-loss';
import { protocols, type ProtocolName } from '../method/protocol';
import { textDirection } from './text-direction';

/** What one step needs to go on after another: A, and what Adam remembers. */
export interface ExplainedState {
  readonly steps: number;
  /** A: `[grid, grid, C]`. */
  readonly offset: Float32Array;
  readonly adam: OptimiserState;
}

/** Both terms of L_opt for one crop and one target, before the division over targets; and before the weight of l1; `total` is after both. */
export interface StepTerms {
  readonly cosine: number;
  readonly l1: number;
  readonly total: number;
}

/** One iteration on one crop and one target, with everything that it computes. D embedding. */
export interface StepExplanation {
  /** Counted from 0. */
  readonly step: number;
  /** ‖q_t − q_s‖, before it is brought to unit length. */
  readonly directionLength: number;
  /** c: the cosine between z and the text direction. */
  readonly directionCosine: number;
  /** ‖z‖ as the attention pool returns it. */
  readonly imageLength: number;
  /** Angle from z to z*, degrees, as measured. */
  readonly targetAngle: number;
  /** The same in closed form: atan2(√(1 − c²), r + c), where r is 1 for unit embeddings and ‖z‖ for raw ones. */
  readonly closedFormAngle: number;
  /** Unit length, `[D]` each. */
  readonly z: Float32Array;
  readonly zTarget: Float32Array;
  readonly direction: Float32Array;
  readonly zBefore: Float32Array;
  readonly zAfter: Float32Array;
  readonly before: StepTerms;
  readonly after: StepTerms;
  /** ‖∂L_opt/∂A‖. */
  readonly gradientNorm: number;
  /** Share of the gradient that moves the spatial mean of A, as {@link meanShare}. */
  readonly gradientMeanShare: number;
  /** ‖A after − A before‖: what Adam makes of the gradient. */
  readonly updateNorm: number;
  /** The same share of the update. */
  readonly updateMeanShare: number;
  /** ‖A‖ after the update. */
  readonly offsetNorm: number;
  readonly state: ExplainedState;
}

export interface ExplainedStepInput {
  readonly protocol: ProtocolName;
  /** Unit text embeddings, `[D]`. */
  readonly source: Float32Array;
  readonly target: Float32Array;
  /** The crop itself; resized bilinearly where it has another size than the tower's input. */
  readonly crop: RgbImage;
  readonly learningRate: number;
  /** Factor of the l1 term, as a run has it. */
  readonly l1Weight: number;
  /** Null begins with A = 0. */
  readonly state: ExplainedState | null;
}

/**
 * One iteration of the optimisation step with its values: the same loss, gradient and Adam as a run of one crop and one target.
 *
 * @param tower with the batch-norm mode of the protocol
 */
export async function explainStep(
  tower: VisualTower,
  input: ExplainedStepInput,
  preprocessing: Preprocessing,
): Promise<StepExplanation> {
  const protocol = protocols[input.protocol];
  const { grid, featureChannels, embeddingDim } = tower.architecture;
  const direction = textDirection(input.source, input.target);
  const shape: [number, number, number, number] = [1, grid, grid, featureChannels];
  const { width, height } = input.crop;
  const window = { x: 0, y: 0, width, height };
  const owned: tf.Tensor[] = [];
  const own = <T extends tf.Tensor>(tensor: T): T => {
    owned.push(tensor);
    return tensor;
  };
  let adam: Optimiser | undefined;
  try {
    const res5Input = tf.tidy(() =>
      tower.res5Input(tower.res4Features(cropTensor([{ image: input.crop, window }], preprocessing))),
    );
    own(res5Input.main);
    own(res5Input.shortcut);
    const features: CropFeatures = { res5Input, imageEmbeddings: own(imageEmbeddings(tower, res5Input, 1, 1)) };
    const directions = own(tf.tensor2d(direction, [1, embeddingDim]));
    const start = own(input.state ? tf.tensor4d(input.state.offset, shape) : (tf.zeros(shape) as tf.Tensor4D));
    const offset = own(tf.variable(start));
    adam = createAdam({ offset: offset as tf.Variable }, { learningRate: input.learningRate });
    if (input.state) adam.importState(input.state.adam);
    const evaluate = async () => {
      const loss = optimisationLoss(tower, protocol, features, directions, offset, 1, input.l1Weight);
      own(loss.terms);
      own(loss.gradient);
      const embedding = own(tf.tidy(() => augmentedEmbeddings(tower, res5Input, offset)));
      return {
        terms: await loss.terms.data<'float32'>(),
        gradient: await loss.gradient.data<'float32'>(),
        embedding: normalise(await embedding.data<'float32'>()),
        offset: Float32Array.from(await offset.data<'float32'>()),
        loss,
      };
    };
    const before = await evaluate();
    adam.step({ offset: before.loss.gradient });
    const after = await evaluate();
    const raw = Float32Array.from(await features.imageEmbeddings.data<'float32'>());
    const goal = own(tf.tidy(() => comparison(features.imageEmbeddings, directions, protocol).targetEmbeddings));
    const zTarget = Float32Array.from(await goal.data<'float32'>());
    const c = cosine(raw, direction);
    const r = protocol.embeddings === 'unit' ? 1 : norm(raw);
    const step = input.state?.steps ?? 0;
    const update = subtract(after.offset, before.offset);
    return {
      step,
      directionLength: norm(subtract(input.target, input.source)),
      directionCosine: c,
      imageLength: norm(raw),
      targetAngle: degrees(Math.acos(cosine(raw, zTarget))),
      closedFormAngle: degrees(Math.atan2(Math.sqrt(1 - c * c), r + c)),
      z: normalise(raw),
      zTarget,
      direction,
      zBefore: before.embedding,
      zAfter: after.embedding,
      before: termsOf(before.terms, input),
      after: termsOf(after.terms, input),
      gradientNorm: norm(before.gradient),
      gradientMeanShare: meanShare(before.gradient, featureChannels),
      updateNorm: norm(update),
      updateMeanShare: meanShare(update, featureChannels),
      offsetNorm: norm(after.offset),
      state: { steps: step + 1, offset: after.offset, adam: await adam.exportState() },
    };
  } finally {
    adam?.dispose();
    tf.dispose(owned);
  }
}

/**
 * How much of a grid is one vector that stands at every position: √(HW) ‖mean over positions‖ / ‖grid‖, 0 to 1; NaN of zeros.
 * Detector training uses nothing else of an offset.
 *
 * @param grid `[H, W, C]`
 */
export function meanShare(grid: Float32Array, channels: number): number {
  const sums = new Float64Array(channels);
  grid.forEach((value, at) => (sums[at % channels]! += value));
  const positions = grid.length / channels;
  return norm(Float32Array.from(sums)) / (Math.sqrt(positions) * norm(grid));
}

function termsOf(
  terms: Float32Array,
  { protocol, l1Weight }: Pick<ExplainedStepInput, 'protocol' | 'l1Weight'>,
): StepTerms {
  const [distance = NaN, l1 = NaN] = terms;
  return { cosine: distance, l1, total: (distance + l1Weight * l1) / targetDivisor(protocols[protocol], 1) };
}

function degrees(radians: number): number {
  return (radians * 180) / Math.PI;
}
