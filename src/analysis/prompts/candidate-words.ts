/** A word that may become a prompt. */
export interface CandidateWord {
  readonly word: string;
  /** Cosine with the anchor; NaN until it is compared. */
  readonly similarity: number;
  /** Whether the captions of the model's training never held it. */
  readonly unknown: boolean;
}

/** Known words first, the closest to the anchor before others; words that are not compared yet keep their order. */
export function orderedWords(words: readonly CandidateWord[]): readonly CandidateWord[] {
  const place = (similarity: number) => (Number.isNaN(similarity) ? 0 : similarity);
  return words.toSorted((a, b) => Number(a.unknown) - Number(b.unknown) || place(b.similarity) - place(a.similarity));
}
