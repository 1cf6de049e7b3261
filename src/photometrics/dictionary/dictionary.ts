import type { PhotometricTransform } from '../parameters';

/** What a dictionary was measured from. Two of the same identity hold the same numbers, but for what backends differ in. */
export interface DictionaryIdentity {
  /** `familyVersion` of the transforms. */
  readonly family: string;
  /** SHA-256 of the CLIP model. */
  readonly model: string;
  /** SHA-256 of the source images' pixels, as the model takes them. */
  readonly images: string;
  /** N. */
  readonly imageCount: number;
  /** Of the draw of the transforms. */
  readonly seed: number;
  /** K, all that are drawn, measured or not. */
  readonly transformCount: number;
}

/** What a transform does to the source images. D embedding. */
export interface MeasuredTransform {
  /** f_k: mean over the images of unit(z(t x)) − unit(z(x)) at full strength, `[D]`. */
  readonly shift: Float32Array;
  /** Mean over the images of the root mean squared change of their pixels at full strength, a share of white. */
  readonly change: number;
  /** 0 to 1: the least strength of the law of strength, see `least-strength.ts`. */
  readonly leastStrength: number;
}

/**
 * What the transforms of the family do to source images, in the embedding of one CLIP model; no prompt enters. K transforms, D embedding.
 * One that was cut off holds the first of the K.
 */
export interface PhotometricDictionary {
  readonly identity: DictionaryIdentity;
  /** `drawTransforms(K, new Random(seed))`, all K. */
  readonly transforms: readonly PhotometricTransform[];
  /** At most K; the same order. */
  readonly measured: readonly MeasuredTransform[];
  /** Unit text embeddings of the prompts that say nothing of light or weather, `[D]` each, in the order of `neutral-prompts.ts`. */
  readonly neutralTexts: readonly Float32Array[];
}

/** Whether all K transforms are measured. */
export function isWhole({ identity, measured }: PhotometricDictionary): boolean {
  return measured.length === identity.transformCount;
}
