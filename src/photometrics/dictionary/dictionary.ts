import type { PhotometricTransform } from '../parameters';

/** How many prompts `neutral-prompts.ts` lists; a dictionary holds their embeddings. */
export const neutralPromptCount = 100;

/** What a dictionary was measured from. Two of the same identity hold the same numbers, but for what backends differ in. */
export interface DictionaryIdentity {
  /** `familyVersion` of the transforms. */
  readonly family: string;
  /** SHA-256 of the CLIP model. */
  readonly model: string;
  /** SHA-256 of the source images' sizes and pixels, and of how the model's own preprocessing goes on from there. */
  readonly images: string;
  /** N. */
  readonly imageCount: number;
  /** Of the draw of the transforms. */
  readonly seed: number;
  /** K, all that are drawn, measured or not. */
  readonly transformCount: number;
}

/** What a transform does to the source images. D embedding. All numbers are as exact as a file holds them (`dictionary-file.ts`), so a part that was stored goes on with the same. */
export interface MeasuredTransform {
  /** f_k: mean over the images of unit(z(t x)) − unit(z(x)) at full strength, `[D]`, in half precision. */
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
  /**
   * Unit text embeddings of the prompts that say nothing of light or weather, `[D]` each in half precision, in the order of
   * `neutral-prompts.ts`. None before they are embedded.
   */
  readonly neutralTexts: readonly Float32Array[];
}

/** Whether all K transforms are measured. */
export function isWhole({ identity, measured }: PhotometricDictionary): boolean {
  return measured.length === identity.transformCount;
}

/** What two identities differ in, in words; empty where they are the same. */
export function identityDifferences(a: DictionaryIdentity, b: DictionaryIdentity): readonly string[] {
  return (Object.keys(identityWords) as (keyof DictionaryIdentity)[])
    .filter((key) => a[key] !== b[key])
    .map((key) => identityWords[key]);
}

const identityWords: Readonly<Record<keyof DictionaryIdentity, string>> = {
  family: 'the family of transforms',
  model: 'the model',
  images: 'the source images',
  imageCount: 'the number of source images',
  seed: 'the seed',
  transformCount: 'the number of transforms',
};
