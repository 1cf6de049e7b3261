/** Learned semantic offsets A_j, one grid per target prompt, at V_a's output. */
export interface Offsets {
  readonly sourcePrompt: string;
  /** T prompts, in the order of the grids. */
  readonly targetPrompts: readonly string[];
  readonly channels: number;
  readonly height: number;
  readonly width: number;
  /** `[T, C, H, W]`, the reference's axis order. */
  readonly values: Float32Array;
}
