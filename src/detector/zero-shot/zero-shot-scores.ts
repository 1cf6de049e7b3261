/** What cosines of regions and texts become: the scores of CLIP alone. Shapes: R regions, K classes, D embedding. */
import { dot } from '../../math/vector';
import type { ZeroShotConfig } from './zero-shot-config';

/** Unit text embeddings, `[D]` each. */
export interface ZeroShotTexts {
  readonly classes: readonly Float32Array[];
  /** Of the background prompts; none where a margin stands for them. */
  readonly background: readonly Float32Array[];
}

/** Cosine with each class, and with the background last: `[K + 1]` a region. */
export function regionCosines(
  embeddings: readonly Float32Array[],
  texts: ZeroShotTexts,
  { background }: Pick<ZeroShotConfig, 'background'>,
): readonly Float32Array[] {
  return embeddings.map((embedding) =>
    Float32Array.of(
      ...texts.classes.map((text) => dot(embedding, text)),
      background.kind === 'margin'
        ? background.cosine
        : Math.max(...texts.background.map((text) => dot(embedding, text))),
    ),
  );
}

/** The largest cosine of a class, `[R]`. */
export function bestCosines(rows: readonly Float32Array[]): Float32Array {
  return Float32Array.from(rows, (row) => Math.max(...row.subarray(0, -1)));
}

/**
 * Scores `[R * (K + 1)]`, background last. Without objectness a softmax of γ times the cosines. With it the geometric mean of the softmax and of how sure
 * the source is, √(p · o), as RegionCLIP combines both; the background then gets what is left of the largest, 1 − max.
 *
 * @param rows `[K + 1]` cosines a region
 * @param objectness `[R]` probabilities; null where nobody says them
 */
export function regionScores(
  rows: readonly Float32Array[],
  objectness: Float32Array | null,
  { logitScale }: Pick<ZeroShotConfig, 'logitScale'>,
): Float32Array {
  return Float32Array.from(
    rows.flatMap((row, at) => {
      const probabilities = softmax(row, logitScale);
      if (objectness === null) return probabilities;
      const classes = probabilities.slice(0, -1).map((p) => Math.sqrt(p * objectness[at]!));
      return [...classes, 1 - Math.max(...classes)];
    }),
  );
}

function softmax(row: Float32Array, logitScale: number): number[] {
  const most = Math.max(...row);
  const weights = Array.from(row, (value) => Math.exp(logitScale * (value - most)));
  const sum = weights.reduce((total, value) => total + value);
  return weights.map((value) => value / sum);
}
