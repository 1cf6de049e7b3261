import type { ImageChange } from '../augmentation/methods/image-change';
import type { Learned, StepAugmentation } from '../augmentation/methods/method';
import { methods } from '../augmentation/methods/registry';
import type { VisualArchitecture } from '../clip/tower/architecture';
import type { AnnotatedImages } from '../data/annotated-image';
import { Random } from '../math/random';
import type { TrainingConfig } from '../method/training-config';
import { createBatchSampler, type ImageOrder } from './training-batch';

/** All that is drawn for a step before it begins. */
export interface StepPlan {
  /** Its images' places among those of the training. */
  readonly indices: readonly number[];
  /** How each of them is made. */
  readonly orders: readonly ImageOrder[];
  /** For what is drawn while it runs. */
  readonly draws: Random;
  readonly augmented: boolean;
  readonly augmentation: StepAugmentation;
}

const unchanged: ImageChange = { kind: 'none' };

/** Whether any step of a training can be augmented. */
export function mayAugment({ method, augmentationProbability }: TrainingConfig): boolean {
  return method !== 'none' && augmentationProbability > 0;
}

/**
 * Draws for the steps of a training. What is drawn for a step depends on seed and step number only.
 * @throws ModelError `bad-config` and `bundle-mismatch`, where the method has not learned what it needs
 */
export function createStepPlanner(
  images: AnnotatedImages,
  config: TrainingConfig,
  learned: Learned | null,
  architecture: VisualArchitecture,
): (step: number) => StepPlan {
  const drawAugmentation = methods[config.method].prepare({ learned, architecture, seed: config.seed });
  const random = new Random(config.seed);
  const { versions = 1 } = images;
  const imageCount = images.length / versions;
  const sample = createBatchSampler(imageCount, config.imagesPerStep, random.fork('images'));
  return (step) => {
    const draws = random.fork(`step ${step}`);
    const version = draws.fork('domain');
    const indices = sample(step).map((index) => version.integer(versions) * imageCount + index);
    const flip = draws.fork('flip');
    const flips = indices.map(() => flip.next() < config.horizontalFlip);
    const draw = draws.fork('augmentation');
    // One draw decides for the whole step (reference: AUG_PROB, which is the probability of not augmenting).
    const augmented = mayAugment(config) && draw.next() < config.augmentationProbability;
    const augmentation = augmented ? drawAugmentation(indices.length, draw) : {};
    const orders = flips.map((flipped, at) => ({ flip: flipped, change: augmentation.images?.[at] ?? unchanged }));
    return { indices, orders, draws, augmented, augmentation };
  };
}
