import type { MethodName } from '../method/method-names';
import type { TrainableStage } from '../method/stages';

export type { TrainableStage };

/** Everything that determines a training run, apart from model, start weights, images, offsets and backend. */
export interface TrainingConfig {
  readonly steps: number;
  readonly imagesPerStep: number;
  readonly learningRate: number;
  /** Steps of linear warm-up from 0.1 of the learning rate. */
  readonly warmupSteps: number;
  /** Steps at which the learning rate falls to a tenth. */
  readonly learningRateDrops: readonly number[];
  readonly momentum: number;
  readonly weightDecay: number;
  /** Largest norm of the whole gradient, or null for none (the reference clips nothing). */
  readonly gradientClip: number | null;
  readonly trainable: readonly TrainableStage[];
  /** Factor on the learning rate of CLIP's own weights; the proposal network and the box regressor start from noise and take the whole rate. */
  readonly clipRateFactor: number;
  readonly method: MethodName;
  /** Probability that a step is augmented (the reference's ½). */
  readonly augmentationProbability: number;
  readonly horizontalFlip: number;
  readonly seed: number;
}

/** Losses of one training step, as they are before its update. */
export interface TrainingStep {
  readonly step: number;
  readonly seconds: number;
  readonly lossTotal: number;
  readonly lossRpnObjectness: number;
  readonly lossRpnBox: number;
  readonly lossClassification: number;
  readonly lossBox: number;
  readonly augmented: boolean;
  readonly learningRate: number;
}
