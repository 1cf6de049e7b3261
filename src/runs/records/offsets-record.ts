import type { Offsets } from '../../augmentation/offsets';

/** Offsets without their grids: what step 2 uses of them, and what the heat map shows. */
export interface PooledOffsets {
  readonly sourcePrompt: string;
  readonly targetPrompts: readonly string[];
  readonly channels: number;
  readonly height: number;
  readonly width: number;
  /** `[T, C]`, the spatial means. */
  readonly means: Float32Array;
  /** `[T, H, W]`, Euclidean norms over the channels. */
  readonly norms: Float32Array;
}

/** Offsets as a run keeps them: whole, or only what views need. */
export type OffsetsRecord =
  | { readonly kind: 'full'; readonly offsets: Offsets }
  | { readonly kind: 'pooled'; readonly offsets: PooledOffsets };

/** Drops the grids: a record of some kilobytes instead of megabytes. */
export function poolOffsets({ sourcePrompt, targetPrompts, channels, height, width, values }: Offsets): PooledOffsets {
  const area = height * width;
  const targets = targetPrompts.length;
  const means = new Float32Array(targets * channels);
  const squares = new Float64Array(targets * area);
  for (let row = 0; row < targets * channels; row++) {
    const target = Math.floor(row / channels);
    let sum = 0;
    for (let position = 0; position < area; position++) {
      const value = values[row * area + position]!;
      sum += value;
      squares[target * area + position]! += value * value;
    }
    means[row] = sum / area;
  }
  return { sourcePrompt, targetPrompts, channels, height, width, means, norms: Float32Array.from(squares, Math.sqrt) };
}
