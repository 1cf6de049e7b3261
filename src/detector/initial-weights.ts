import type { VisualArchitecture } from '../clip/tower/architecture';
import { Random } from '../math/random';
import type { DetectorConfig } from '../method/detector-config';
import type { WeightTensor } from '../clip/weights/visual-weights';
import type { NamedWeights } from './named-weights';
import { clsScore, projection, regionHeadShapes } from './region-head-shapes';
import { rpnHeadShapes } from './rpn-head';

/** detectron2: every layer of the proposal network and the linear classifier start at this standard deviation … */
const rpnStd = 0.01;
const clsScoreStd = 0.01;
/** … and the box regressor at this one; biases start at 0. */
const bboxPredStd = 0.001;

/**
 * Weights of a detector that starts from CLIP: proposal network and box head from normal noise, the rest untouched.
 */
export function initialDetectorWeights(
  config: DetectorConfig,
  { width, embeddingDim }: Pick<VisualArchitecture, 'width' | 'embeddingDim'>,
  seed: number,
): NamedWeights {
  const random = new Random(seed);
  const weights = new Map<string, WeightTensor>();
  const headChannels = 32 * width;
  const boxHeadStd = (name: string): number => {
    if (name.startsWith(clsScore)) return clsScoreStd;
    return name.startsWith(projection) ? headChannels ** -0.5 : bboxPredStd;
  };
  const add = (shapes: ReadonlyMap<string, readonly number[]>, stdOf: (name: string) => number): void => {
    for (const [name, shape] of shapes) {
      const size = shape.reduce((product, n) => product * n, 1);
      const data = name.endsWith('.bias') ? new Float32Array(size) : normals(random, size, stdOf(name));
      weights.set(name, { shape, data });
    }
  };
  add(rpnHeadShapes(16 * width, anchorsPerCell(config)), () => rpnStd);
  // The box regressor comes first, so that its draws are the same whatever classifies.
  add(regionHeadShapes({ headChannels, embeddingDim }, config), boxHeadStd);
  return weights;
}

/** Anchors at each position of res4. */
export function anchorsPerCell(config: DetectorConfig): number {
  return config.anchorSizes.length * config.anchorRatios.length;
}

function normals(random: Random, count: number, std: number): Float32Array {
  return Float32Array.from({ length: count }, () => std * random.normal());
}
