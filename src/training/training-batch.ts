import type { AnnotatedImage, AnnotatedImages } from '../data/annotated-image';
import { flipHorizontally } from '../data/flip-image';
import type { DetectorConfig } from '../detector/detector-config';
import { resizeForDetector } from '../detector/image-batch';
import { scaleBoxes } from '../geometry/clip-boxes';
import type { RgbImage } from '../geometry/rgb-image';
import type { Random } from '../math/random';
import type { GtRows } from './region-targets';
import type { TrainingConfig } from './training-config';

/** An image at the detector's working size, with its ground truth in those pixels. */
export interface TrainingImage {
  readonly image: RgbImage;
  readonly gt: GtRows;
}

/**
 * Images of one step: every epoch is a new permutation of the set, and steps cut the endless sequence into pieces
 * (detectron2 `TrainingSampler`). It depends on seed and step only, so that a resumed run sees the same images.
 */
export function createBatchSampler(
  images: AnnotatedImages,
  batchSize: number,
  random: Random,
): (step: number) => readonly number[] {
  let epochInUse = -1;
  let order: Uint32Array = new Uint32Array();
  const indexAt = (position: number): number => {
    const epoch = Math.floor(position / images.length);
    if (epoch !== epochInUse) {
      order = random.fork(`epoch ${epoch}`).permutation(images.length);
      epochInUse = epoch;
    }
    return order[position % images.length]!;
  };
  return (step) => Array.from({ length: batchSize }, (_, i) => indexAt(step * batchSize + i));
}

/** Reads, flips with the configured probability, and resizes the images of one step. */
export async function loadBatch(
  images: AnnotatedImages,
  indices: readonly number[],
  detector: DetectorConfig,
  { horizontalFlip }: Pick<TrainingConfig, 'horizontalFlip'>,
  random: Random,
): Promise<readonly TrainingImage[]> {
  const batch: TrainingImage[] = [];
  for (const index of indices) {
    const original = await images.at(index);
    const flipped = random.next() < horizontalFlip ? flipHorizontally(original) : original;
    batch.push(atWorkingSize(flipped, detector));
  }
  return batch;
}

function atWorkingSize({ image, gt }: AnnotatedImage, config: DetectorConfig): TrainingImage {
  const resized = resizeForDetector(image, config);
  const usable = gt.filter(({ box: [x1, y1, x2, y2] }) => x2 > x1 && y2 > y1);
  const boxes = Float32Array.from(usable.flatMap(({ box }) => box));
  return {
    image: resized,
    gt: {
      boxes: scaleBoxes(boxes, resized.width / image.width, resized.height / image.height),
      classIndices: Int32Array.from(usable, ({ classIndex }) => classIndex),
    },
  };
}
