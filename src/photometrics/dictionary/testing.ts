import { Random } from '../../math/random';
import { normalise } from '../../math/vector';
import { drawTransforms } from '../draw-transforms';
import { familyVersion } from '../parameters';
import type { MeasuredTransform, PhotometricDictionary } from './dictionary';

/** A dictionary of K transforms and normal shifts in D dimensions, for tests. */
export function exampleDictionary(transformCount: number, dimensions: number, seed = 1): PhotometricDictionary {
  const random = new Random(seed);
  const vector = () => Float32Array.from({ length: dimensions }, () => random.normal());
  const measured = Array.from({ length: transformCount }, (): MeasuredTransform => ({
    shift: vector(),
    change: random.next(),
    leastStrength: random.uniform(0.1, 0.5),
  }));
  return {
    identity: {
      family: familyVersion,
      model: 'a'.repeat(64),
      images: 'b'.repeat(64),
      imageCount: 3,
      seed,
      transformCount,
    },
    transforms: drawTransforms(transformCount, new Random(seed)),
    measured,
    neutralTexts: Array.from({ length: 100 }, () => normalise(vector())),
  };
}
