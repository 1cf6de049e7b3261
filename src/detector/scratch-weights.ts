import { scratchTower } from '../clip/tower/scratch-tower';
import { fold, type VisualWeights, type WeightTensor } from '../clip/weights/visual-weights';
import type { RgbImage } from '../geometry/rgb-image';
import { Random } from '../math/random';
import type { DetectorConfig } from '../method/detector-config';
import { createImageBatch } from './image-batch';
import { resizeForDetector } from './working-size';
import { initialDetectorWeights } from './initial-weights';
import { type NamedWeights, towerPrefix } from './named-weights';

/** Images on which the norms of a tower from scratch are measured. */
export const scratchImages = 8;

/**
 * Weights of a detector that takes nothing from CLIP but its architecture: what {@link initialDetectorWeights} draws, and a whole tower.
 * Without attention pooling the pool is left out. A model with folded norms gets a tower with folded norms.
 * @param images of the source domain, at least one; the first {@link scratchImages} are used
 */
export async function scratchDetectorWeights(
  clip: VisualWeights,
  config: DetectorConfig,
  images: readonly RgbImage[],
  seed: number,
): Promise<NamedWeights> {
  const { pixels } = createImageBatch(images.slice(0, scratchImages).map((image) => resizeForDetector(image, config)));
  try {
    const drawn = await scratchTower(clip.architecture, pixels, new Random(seed).fork('scratch'));
    const tower = clip.folded ? fold(drawn) : drawn;
    const weights = new Map<string, WeightTensor>(initialDetectorWeights(config, clip.architecture, seed));
    for (const [name, tensor] of tower.tensors) {
      if (config.pooling === 'attention' || !name.startsWith('attnpool.')) weights.set(towerPrefix + name, tensor);
    }
    return weights;
  } finally {
    pixels.dispose();
  }
}
