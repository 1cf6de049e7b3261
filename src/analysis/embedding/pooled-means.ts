import type { Offsets } from '../../augmentation/offsets';
import type { PooledOffsets } from '../../runs/records/offsets-record';

/** The offsets that are looked at. */
export interface ExplainedOffsets {
  readonly title: string;
  readonly pooled: PooledOffsets;
  /** Whole grids where they are known; else one position that stands for all. */
  readonly offsets: Offsets;
}

/** One value per channel: the spatial mean of A_j times `strength`, as detector training adds it to V_a's output. */
export function scaledMean({ means, channels }: PooledOffsets, target: number, strength: number): Float32Array {
  return means.slice(target * channels, (target + 1) * channels).map((value) => value * strength);
}

/** `[H * W]` Euclidean norms over the channels of A_j. */
export function channelNorms({ norms, height, width }: PooledOffsets, target: number): Float32Array {
  const area = height * width;
  return norms.subarray(target * area, (target + 1) * area);
}

/** Euclidean length of the spatial mean of A_j: all that detector training sees of it. */
export function meanNorm(offsets: PooledOffsets, target: number): number {
  return Math.hypot(...scaledMean(offsets, target, 1));
}

/** The pooled offsets: T arrays `[C]`. */
export function pooledMeans({ pooled }: ExplainedOffsets): readonly Float32Array[] {
  return pooled.targetPrompts.map((_, target) => scaledMean(pooled, target, 1));
}
