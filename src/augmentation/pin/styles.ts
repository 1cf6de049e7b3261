/** Styles of layer1's features, learned from text by PIN: T target prompts, N styles of each, C channels of layer1. */
export interface Styles {
  /** T prompts. */
  readonly targetPrompts: readonly string[];
  /** N: one for each source crop. */
  readonly stylesPerPrompt: number;
  readonly channels: number;
  /** μ `[T, N, C]`. */
  readonly means: Float32Array;
  /** σ `[T, N, C]`, none negative. */
  readonly deviations: Float32Array;
}
