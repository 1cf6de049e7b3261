import { optimisationDefaults, type OptimisationDefaults } from '../../../src/method/optimisation-presets';
import type { FixedCrop } from '../../../src/augmentation/optimisation-config';
import { createOptimisation } from '../../../src/augmentation/optimisation';
import { createVisualTower } from '../../../src/clip/tower/modified-resnet';
import { randomClassEmbeddings } from '../../../src/detector/testing';
import { benchmarkWeights, noiseImages } from './models';
import type { Prepared, Side } from './side';
import { assertSound } from './start-tensors';
import { stockTower } from './stock-tower';

const targets = 4;
const cropCount = 8;

/**
 * Steps of L_opt by the playground's own code: crops, V_a, z, V_b forward and backward for every pair, Adam. Otherwise the
 * operations of the tower are tfjs's own, and so are their gradients; all else is the same.
 */
export function optimisation({ model, by, crops }: Extract<Side, { work: 'optimisation' }>): Prepared {
  const weights = benchmarkWeights(model);
  const { resolution, embeddingDim } = weights.architecture;
  const tower = by === 'playground' ? createVisualTower(weights) : stockTower(weights, by);
  const [source, ...targetEmbeddings] = randomClassEmbeddings(1 + targets, embeddingDim, 4);
  const defaults = optimisationDefaults(resolution);
  const short = defaults.imageShortSide;
  const run = createOptimisation(
    tower,
    { source: source!, targets: targetEmbeddings },
    {
      ...defaults,
      cropsPerStep: cropCount,
      ...(crops === 'fixed' ? { crops: fixedCrops(defaults) } : {}),
      sourcePrompt: 'source',
      targetPrompts: targetEmbeddings.map((_, index) => `target ${index}`),
    },
    noiseImages(defaults.imagesPerStep, short, short),
  );
  const losses: number[] = [];
  return {
    async run() {
      const { cosine, l1 } = await run.step();
      losses.push(...cosine, ...l1);
      assertSound();
    },
    output: async () => Float32Array.from(losses),
  };
}

/** Spread over the images, at the size of the random ones. */
function fixedCrops({ imagesPerStep, cropSize }: OptimisationDefaults): readonly FixedCrop[] {
  return Array.from({ length: cropCount }, (_, at) => ({
    image: at % imagesPerStep,
    x: at,
    y: 2 * at,
    width: cropSize,
    height: cropSize,
  }));
}
