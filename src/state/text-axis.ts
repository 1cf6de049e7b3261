import { principalAxes, project } from '../math/pca';
import { mean, variance } from '../math/statistics';
import { norm, normalise, subtract } from '../math/vector';
import { namedImages, namedTexts, withinReach, type EmbeddingPlane } from './embedding-plane';
import type { EmbeddedScenes, PlaneChoice } from './explain-slice';
import { targetCondition } from './shift-alignment';

/** The plane of a text direction, and how far along it images lie. */
export interface TextAxisPlane extends EmbeddingPlane {
  /** Means of z·d over the streets; `weather` is null where the prompt names none. */
  readonly along: { readonly original: number; readonly augmented: number; readonly weather: number | null };
}

/**
 * Embeddings along the unit text direction d = (q_t − q_s) / ‖q_t − q_s‖ of one target prompt (x), and along the first principal axis of what is left of
 * all images without d (y); both from the mean of all images. What the method asks for is movement along x.
 * @returns null where source and target prompt have the same embedding, and so no direction
 */
export function textAxisPlane(scenes: EmbeddedScenes, target: number): TextAxisPlane | null {
  const difference = subtract(scenes.texts[target]!, scenes.sourceText);
  // Unit vectors in single precision that differ by less are the same text.
  if (norm(difference) < 1e-5) return null;
  const direction = Float64Array.from(normalise(difference));
  const along = (vector: ArrayLike<number>) => direction.reduce((sum, value, d) => sum + value * vector[d]!, 0);
  const rest = (vector: Float32Array) => {
    const x = along(vector);
    return direction.map((value, d) => vector[d]! - x * value);
  };
  const images = namedImages(scenes);
  const xs = images.map(({ vector }) => along(vector));
  const centre = mean(xs);
  const fitted = principalAxes(
    images.map(({ vector }) => rest(vector)),
    1,
  );
  const points = [...images, ...namedTexts(scenes)].map(({ vector, ...point }) => {
    const [y = 0] = project(fitted, rest(vector));
    return { ...point, position: [along(vector) - centre, y, 0] as const };
  });
  const varianceAlong = variance(xs);
  const varianceLeft = totalVariance(images.map(({ vector }) => rest(vector)));
  const shareOf = (part: number) => part / (varianceAlong + varianceLeft || 1);
  const condition = targetCondition(scenes.targetPrompts[target]!);
  const weather = scenes.conditions.find(({ name }) => name === condition);
  return {
    points: withinReach(points),
    axes: [
      { label: 'source → target', share: shareOf(varianceAlong) },
      { label: 'PC1 of the rest', share: shareOf((fitted.shares[0] ?? 0) * varianceLeft) },
    ],
    along: {
      original: mean(scenes.embeddings.original.map(along)),
      augmented: mean(scenes.embeddings.augmented[target]!.map(along)),
      weather: weather ? mean(weather.embeddings.map(along)) : null,
    },
  };
}

/** The target prompt whose direction is looked at: the chosen one, or the first where it is not among them. */
export function axisTarget({ targetPrompts }: EmbeddedScenes, { targetPrompt }: PlaneChoice): number {
  return Math.max(0, targetPrompt === null ? 0 : targetPrompts.indexOf(targetPrompt));
}

/** Sum of the variances of all elements: the mean squared distance from the mean. */
function totalVariance(vectors: readonly Float64Array[]): number {
  return vectors[0]!.reduce((sum, _, d) => sum + variance(vectors.map((vector) => vector[d]!)), 0);
}
