import { CodedError } from '../errors/coded-error';
import { inferArchitecture, type VisualArchitecture } from '../clip/tower/architecture';
import { tensorNames, visualWeights, type VisualWeights, type WeightTensor } from '../clip/weights/visual-weights';
import type { DetectorConfig } from '../method/detector-config';
import { towerPrefix, type NamedWeights } from './named-weights';

/** Whether a detector needs nothing of the loaded CLIP: it brings class embeddings, and so the tower that they belong to. */
export function standsAlone({ classEmbeddings }: Pick<DetectorConfig, 'classEmbeddings'>): boolean {
  return classEmbeddings === 'weights';
}

/**
 * The tower that a detector runs on, of any size where it stands alone; else {@link tunedTower}.
 * @throws ModelError `bundle-mismatch` where weights do not fit CLIP, `unsupported-model` where a tower of its own is not whole
 */
export function detectorTower(
  clip: VisualWeights,
  { config, weights }: { readonly config: DetectorConfig; readonly weights: NamedWeights },
): VisualWeights {
  return standsAlone(config) ? visualWeights(ownTensors(weights), towerPrefix) : tunedTower(clip, weights);
}

/** Sizes of the tower that a detector runs on: CLIP's, or its own where it stands alone. @throws ModelError `unsupported-model` where that is not whole */
export function detectorArchitecture(
  clip: VisualWeights,
  { config, weights }: { readonly config: DetectorConfig; readonly weights: NamedWeights },
): VisualArchitecture {
  if (!standsAlone(config)) return clip.architecture;
  return inferArchitecture((name) => weights.get(towerPrefix + name)?.shape, towerPrefix);
}

/** A detector's own weights of the tower, under their names there. */
function ownTensors(weights: NamedWeights): ReadonlyMap<string, WeightTensor> {
  const own = [...weights].filter(([name]) => name.startsWith(towerPrefix));
  return new Map(own.map(([name, tensor]) => [name.slice(towerPrefix.length), tensor]));
}

/** Whether a detector holds every weight of the tower that it runs on, as a checkpoint from elsewhere does. */
export function holdsWholeTower(weights: NamedWeights, architecture: VisualArchitecture): boolean {
  const folded = !weights.has(`${towerPrefix}bn1.weight`);
  return tensorNames(architecture, folded).every((name) => weights.has(towerPrefix + name));
}

/**
 * The tower that a detector runs on: its own where it holds all of it, else CLIP's with the fine-tuned weights in place.
 * @throws ModelError `bundle-mismatch` where they do not fit CLIP
 */
export function tunedTower(clip: VisualWeights, weights: NamedWeights): VisualWeights {
  const tuned = ownTensors(weights);
  const whole = holdsWholeTower(weights, clip.architecture);
  for (const [name, { shape }] of tuned) {
    const found = clip.tensors.get(name)?.shape;
    // A norm that is folded into CLIP's convolution is a vector of the detector's own.
    if (found?.join() === shape.join() || (whole && found === undefined)) continue;
    throw new CodedError(
      'bundle-mismatch',
      `The detector's "${towerPrefix}${name}" [${shape.join(', ')}] does not fit the model's [${found?.join(', ') ?? 'none'}].`,
      'Use a detector that was trained on this CLIP model.',
    );
  }
  return whole ? visualWeights(tuned) : { ...clip, tensors: new Map([...clip.tensors, ...tuned]) };
}
