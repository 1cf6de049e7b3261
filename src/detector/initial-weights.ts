import { Random } from '../math/random';
import type { DetectorConfig } from './detector-config';
import type { WeightTensor } from '../clip/visual-weights';
import type { NamedWeights } from './parameters';
import { regionHeadShapes } from './region-head';
import { rpnHeadShapes } from './rpn-head';

/** detectron2: every layer of the proposal network starts at this standard deviation … */
const rpnStd = 0.01;
/** … and the box regressor at this one; biases start at 0. */
const bboxPredStd = 0.001;

/**
 * Weights of a detector that starts from CLIP: proposal network and box regressor from normal noise, the rest untouched.
 * @param width the tower's width: res4 has 16 times as many channels, res5 32 times
 */
export function initialDetectorWeights(config: DetectorConfig, width: number, seed: number): NamedWeights {
  const random = new Random(seed);
  const weights = new Map<string, WeightTensor>();
  const add = (shapes: ReadonlyMap<string, readonly number[]>, std: number): void => {
    for (const [name, shape] of shapes) {
      const size = shape.reduce((product, n) => product * n, 1);
      const data = name.endsWith('.bias') ? new Float32Array(size) : normals(random, size, std);
      weights.set(name, { shape, data });
    }
  };
  add(rpnHeadShapes(16 * width, anchorsPerCell(config)), rpnStd);
  add(regionHeadShapes(32 * width, config.classes.length), bboxPredStd);
  return weights;
}

/** Anchors at each position of res4. */
export function anchorsPerCell(config: DetectorConfig): number {
  return config.anchorSizes.length * config.anchorRatios.length;
}

function normals(random: Random, count: number, std: number): Float32Array {
  return Float32Array.from({ length: count }, () => std * random.normal());
}
