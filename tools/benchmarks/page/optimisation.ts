import { optimisationDefaults } from '../../../src/augmentation/defaults';
import { createOptimisation } from '../../../src/augmentation/optimisation';
import { createVisualTower } from '../../../src/clip/modified-resnet';
import { randomClassEmbeddings } from '../../../src/detector/testing';
import { benchmarkWeights, noiseImages } from './models';
import type { ModelSize, Prepared, StockForm } from './side';
import { assertSound } from './start-tensors';
import { stockTower } from './stock-tower';

const targets = 4;
const crops = 8;

/**
 * Steps of L_opt by the playground's own code: crops, V_a, z, V_b forward and backward for every pair, Adam. Otherwise the
 * operations of the tower are tfjs's own, and so are their gradients; all else is the same.
 */
export function optimisation(model: ModelSize, by: 'playground' | StockForm): Prepared {
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
      cropsPerStep: crops,
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
