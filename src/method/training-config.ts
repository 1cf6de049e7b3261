import type { DetectorConfig } from './detector-config';
import { type FineTuning, fineTunings } from './fine-tuning';
import type { MethodName } from './method-names';
import type { TrainableStage } from './stages';
import type { TrainingParameters } from './training-settings';

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
  /** Pixels to which the shorter side of every image is scaled, as detectron2's `INPUT.MIN_SIZE_TRAIN`; absent where it is as the detector has it. */
  readonly imageShortSide?: number;
  readonly seed: number;
}

/** The configuration that parameters, fine-tuning and method ask for. */
export function trainingConfig(
  parameters: TrainingParameters,
  fineTuning: FineTuning,
  method: MethodName,
): TrainingConfig {
  return {
    steps: parameters.steps,
    imagesPerStep: parameters.imagesPerStep,
    learningRate: parameters.learningRate,
    warmupSteps: parameters.warmupSteps,
    learningRateDrops: parameters.learningRateDrops,
    momentum: parameters.momentum,
    weightDecay: parameters.weightDecay,
    gradientClip: parameters.gradientClip,
    trainable: fineTunings[fineTuning].stages,
    clipRateFactor: parameters.clipRateFactor,
    method,
    augmentationProbability: parameters.augmentationProbability,
    horizontalFlip: parameters.horizontalFlip,
    ...(parameters.imageShortSide === null ? {} : { imageShortSide: parameters.imageShortSide }),
    seed: parameters.seed,
  };
}

/** The detector as it is trained: with the images of the configuration, on which it then also detects. The bound of the longer side keeps its proportion. */
export function detectorAtSize(
  detector: DetectorConfig,
  { imageShortSide = detector.imageShortSide }: Pick<TrainingConfig, 'imageShortSide'>,
): DetectorConfig {
  const imageMaxSide = Math.floor((detector.imageMaxSide * imageShortSide) / detector.imageShortSide + 0.5);
  return { ...detector, imageShortSide, imageMaxSide };
}
