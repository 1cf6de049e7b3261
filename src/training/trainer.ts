import { CodedError } from '../errors/coded-error';
import type { ModelError } from '../errors/areas';
import * as tf from '@tensorflow/tfjs-core';
import type { Learned, StepAugmentation } from '../augmentation/methods/method';
import type { VisualWeights } from '../clip/weights/visual-weights';
import type { AnnotatedImages } from '../data/annotated-image';
import { type Detector, detectorOf } from '../detector/detector';
import type { DetectorConfig } from '../method/detector-config';
import { writeDetectorFile, type DetectorFile } from '../detector/detector-file';
import { createDetectorModel } from '../detector/detector-model';
import { initialDetectorWeights } from '../detector/initial-weights';
import { type NamedWeights, towerPrefix } from '../detector/named-weights';
import type { Interruption } from '../tensor/parts';
import { createSgd } from '../tensor/sgd';
import { restoreCheckpoint, writeCheckpoint } from './checkpoint';
import { learningRateAt } from './schedule';
import { LookAhead } from './look-ahead';
import { createPictureMaker, type MakePicture } from './make-picture';
import { createStepPlanner, type StepPlan } from './step-plan';
import { BatchLoader, type TrainingBatch, type TrainingImage } from './training-batch';
import type { TrainingConfig } from '../method/training-config';
import type { TrainingStep } from './step-losses';
import { type DrawnTargets, stepGradients } from './training-step';

export interface TrainerOptions {
  readonly visualWeights: VisualWeights;
  /** Where the detector starts; null: from CLIP, with a new proposal network and box regressor. */
  readonly detectorWeights: NamedWeights | null;
  readonly detectorConfig: DetectorConfig;
  /** K unit text embeddings, in the order of the classes; a linear classifier needs none. */
  readonly classEmbeddings: readonly Float32Array[];
  readonly config: TrainingConfig;
  readonly images: AnnotatedImages;
  /** Makes their pixels, best in another thread: the images of a step are made while the step before it runs. By default in this one. */
  readonly makePicture?: MakePicture | undefined;
  /** Told of each file that gives its place to the next image, at the first step that wanted it. */
  readonly onUnreadable?: ((error: unknown) => void) | undefined;
  /** What the configuration's method learned before. */
  readonly learned: Learned | null;
  /** Told all that a step drew, before its losses are computed: what another implementation needs to take the same step. */
  readonly onDraws?: ((draws: StepDraws) => void) | undefined;
}

/** All that was drawn for a step. */
export interface StepDraws extends DrawnTargets {
  /** As the tower gets them. */
  readonly images: readonly TrainingImage[];
  readonly augmentation: StepAugmentation;
}

/** All that a step begins with. */
type PreparedStep = TrainingBatch & Omit<StepPlan, 'indices' | 'orders'>;

/** A training run that goes step by step. All draws depend on seed and step number only. */
export interface Trainer {
  /** Steps that are done. */
  readonly stepsDone: number;
  /**
   * @param interruption ends the step early
   * @throws ModelError `diverged` where a loss or gradient is not finite; the weights are then as before the step, as they are where it was ended
   */
  step(interruption?: Interruption): Promise<TrainingStep>;
  /** Everything that `restore` needs to continue with the same numbers, as safetensors in fp32. */
  checkpoint(): Promise<Uint8Array>;
  /** @throws ModelError `bundle-file-broken` for a file that is no checkpoint, `bundle-mismatch` for one of another run */
  restore(checkpoint: Uint8Array): Promise<void>;
  /** What a detector is made of now. */
  weights(): Promise<NamedWeights>;
  /** Detects with the weights as they are at each call. */
  readonly detector: Omit<Detector, 'dispose'>;
  /** The detector as a file. */
  detectorFile(provenance: Readonly<Record<string, string>>, dtype?: 'F16' | 'F32'): Promise<Uint8Array>;
  dispose(): void;
}

/**
 * Sets up training on the running backend.
 * @throws ModelError `bundle-mismatch` where model, detector, and offsets do not fit; `bad-config` where offsets or images are missing
 */
export function createTrainer(options: TrainerOptions): Trainer {
  const { visualWeights, detectorConfig, classEmbeddings, config, images } = options;
  const { architecture } = visualWeights;
  if (images.length === 0)
    throw new CodedError('bad-config', 'There are no images to train on.', 'Choose at least one image.');
  const plan = createStepPlanner(images, config, options.learned, architecture);
  const detectorWeights = options.detectorWeights ?? initialDetectorWeights(detectorConfig, architecture, config.seed);
  const model = createDetectorModel(
    { visualWeights, detectorWeights, config: detectorConfig, classEmbeddings },
    config.trainable,
  );
  const optimiser = createSgd(Object.fromEntries(model.variables), {
    ...config,
    rateFactor: (name) => (name.startsWith(towerPrefix) ? config.clipRateFactor : 1),
  });
  const loader = new BatchLoader(images, options.makePicture ?? makeHere, detectorConfig);
  const prepare = async (ofStep: number): Promise<PreparedStep> => {
    const { indices, orders, ...rest } = plan(ofStep);
    return { ...(await loader.load(indices, orders)), ...rest };
  };
  const ahead = new LookAhead(prepare);
  const told = new Set<number>();
  let stepsDone = 0;
  let seconds = 0;

  const step = async (interruption?: Interruption): Promise<TrainingStep> => {
    const started = performance.now();
    const { unreadable, augmented, augmentation, draws, ...batch } = await ahead.take(stepsDone, config.steps);
    for (const { index, error } of unreadable) {
      if (!told.has(index)) options.onUnreadable?.(error);
      told.add(index);
    }
    const { losses, norm, gradients } = await stepGradients(
      model,
      batch.images,
      augmentation,
      draws,
      undefined,
      interruption,
      options.onDraws && ((targets) => options.onDraws?.({ images: batch.images, augmentation, ...targets })),
    );
    const lossTotal = losses.rpnObjectness + losses.rpnBox + losses.classification + losses.box;
    const learningRate = learningRateAt(stepsDone, config);
    try {
      if (!Number.isFinite(lossTotal) || !Number.isFinite(norm)) throw diverged(stepsDone, learningRate);
      optimiser.step(clipped(gradients, norm, config.gradientClip), learningRate);
    } finally {
      tf.dispose(gradients);
    }
    seconds += (performance.now() - started) / 1000;
    return {
      step: stepsDone++,
      seconds,
      lossTotal,
      lossRpnObjectness: losses.rpnObjectness,
      lossRpnBox: losses.rpnBox,
      lossClassification: losses.classification,
      lossBox: losses.box,
      augmented,
      learningRate,
    };
  };
  return {
    get stepsDone() {
      return stepsDone;
    },
    step,
    checkpoint: () => writeCheckpoint({ config, detectorConfig, stepsDone, seconds }, model.variables, optimiser),
    async restore(file) {
      ({ stepsDone, seconds } = await restoreCheckpoint(file, { config, detectorConfig }, model.variables, optimiser));
    },
    weights: () => model.exportWeights(),
    detector: detectorOf(model),
    async detectorFile(provenance, dtype = 'F16') {
      const file: DetectorFile = {
        config: detectorConfig,
        provenance,
        folded: visualWeights.folded,
        weights: await model.exportWeights(),
      };
      return writeDetectorFile(file, dtype);
    },
    dispose() {
      ahead.forget();
      model.dispose();
      optimiser.dispose();
    },
  };
}

/** Without a maker of pictures there are no files, whose formats the browser decodes. */
const makeHere = createPictureMaker(() => Promise.reject(new Error('Nobody decodes picture files here.')));

/** Scales the gradients down in place where their norm exceeds the limit (detectron2 `full_model` clipping). */
function clipped(
  gradients: Record<string, tf.Tensor>,
  norm: number,
  limit: number | null,
): Readonly<Record<string, tf.Tensor>> {
  if (limit === null || norm <= limit) return gradients;
  for (const [name, gradient] of Object.entries(gradients)) {
    gradients[name] = tf.mul(gradient, limit / norm);
    gradient.dispose();
  }
  return gradients;
}

function diverged(step: number, learningRate: number): ModelError {
  return new CodedError(
    'diverged',
    `The loss is no longer finite at step ${step}.`,
    `Lower the learning rate (now ${learningRate}), lengthen the warm-up, or clip gradients.`,
  );
}
