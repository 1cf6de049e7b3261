import { CodedError } from '../errors/coded-error';
import type { VisualArchitecture } from '../clip/tower/architecture';
import { tensorNames, visualWeights, type VisualWeights } from '../clip/weights/visual-weights';
import { towerPrefix, type NamedWeights } from './named-weights';

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
  const tuned = new Map(
    [...weights]
      .filter(([name]) => name.startsWith(towerPrefix))
      .map(([name, tensor]) => [name.slice(towerPrefix.length), tensor] as const),
  );
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
