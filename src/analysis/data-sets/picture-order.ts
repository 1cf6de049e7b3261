import { cosine } from '../../math/vector';
import type { PlacedPicture } from './picture-filter';

/** How well a picture fits a prompt. */
export interface PromptScore {
  /** Cosine of the image's and the prompt's embedding. */
  readonly cosine: number;
  /** That cosine minus the one with the source prompt; null where the source prompt has no embedding. */
  readonly difference: number | null;
}

/** `listed`: as the data set lists them; the others by that score, the best first. */
export type PictureOrder = 'listed' | 'cosine' | 'difference';

/** Unit embeddings of pictures by their files. */
export type ImageEmbeddings = ReadonlyMap<string, Float32Array>;

/** Compares pictures with a prompt. @param prompt, source of unit length */
export function scorePictures(
  embeddings: ImageEmbeddings,
  prompt: Float32Array,
  source: Float32Array | null,
): ReadonlyMap<string, PromptScore> {
  return new Map(
    [...embeddings].map(([file, embedding]) => {
      const withPrompt = cosine(embedding, prompt);
      return [file, { cosine: withPrompt, difference: source && withPrompt - cosine(embedding, source) }];
    }),
  );
}

/** Sorts pictures. Equal ones stay in their order; those without a score come last. */
export function orderPictures(
  pictures: readonly PlacedPicture[],
  order: PictureOrder,
  scores: ReadonlyMap<string, PromptScore>,
): readonly PlacedPicture[] {
  if (order === 'listed') return pictures;
  const valueOf = ({ image }: PlacedPicture) => scores.get(image.file)?.[order] ?? -Infinity;
  return pictures
    .map((picture) => ({ picture, value: valueOf(picture) }))
    .toSorted((a, b) => (a.value === b.value ? 0 : b.value - a.value))
    .map(({ picture }) => picture);
}
