import type { AugmentedEmbeddings } from '../../engine/engine';

/** Embeddings of the same streets: as they are, augmented, and in the weathers that the prompts name. Unit length, `[D]` each. */
export interface EmbeddedScenes {
  readonly offsetsTitle: string;
  readonly sourcePrompt: string;
  readonly targetPrompts: readonly string[];
  readonly embeddings: AugmentedEmbeddings;
  /** Real images, condition by condition, in the order of the streets. */
  readonly conditions: readonly { readonly name: string; readonly embeddings: readonly Float32Array[] }[];
  readonly sourceText: Float32Array;
  /** Of the target prompts. */
  readonly texts: readonly Float32Array[];
}
