import { principalAxes, project, totalVariance, varianceShares } from '../../math/pca';
import { mean, variance } from '../../math/statistics';
import { norm, normalise, subtract } from '../../math/vector';
import { imagesToFit, namedImages, namedTexts, withinReach, type EmbeddingPlane } from './embedding-plane';
import type { PlaneChoice } from './plane-choice';
import type { EmbeddedScenes } from '../../runs/records/explain-record';
import { targetCondition } from './shift-alignment';

/** The plane of a text direction, and how far along it images lie. */
export interface TextAxisPlane extends EmbeddingPlane {
  /** Means of z·d over the streets; `weather` is null where the prompt names none. */
  readonly along: { readonly original: number; readonly augmented: number; readonly weather: number | null };
}

/**
 * Embeddings along the unit text direction d = (q_t − q_s) / ‖q_t − q_s‖ of one target prompt (x), and along the first principal axis of what is left of
 * the images of {@link imagesToFit} without d (y); both from the mean of those images. What the method asks for is movement along x.
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
  const { fittedOn, images: steady } = imagesToFit(images);
  const centre = mean(steady.map(({ vector }) => along(vector)));
  const fitted = principalAxes(
    steady.map(({ vector }) => rest(vector)),
    1,
  );
  const points = [...images, ...namedTexts(scenes)].map(({ vector, ...point }) => {
    const [y = 0] = project(fitted, rest(vector));
    return { ...point, position: [along(vector) - centre, y, 0] as const };
  });
  const varianceAlong = variance(xs);
  const left = images.map(({ vector }) => rest(vector));
  const varianceLeft = totalVariance(left);
  const [shareOfLeft = 0] = varianceShares(fitted, left);
  const shareOf = (part: number) => part / (varianceAlong + varianceLeft || 1);
  const condition = targetCondition(scenes.targetPrompts[target]!);
  const weather = scenes.conditions.find(({ name }) => name === condition);
  return {
    fittedOn,
    points: withinReach(points),
    axes: [
      { label: 'source → target', share: shareOf(varianceAlong) },
      { label: 'PC1 of the rest', share: shareOf(shareOfLeft * varianceLeft) },
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
