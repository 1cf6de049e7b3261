/**
 * Which words of a text a model never saw in the captions of its training; their embeddings say little.
 *
 * @param vocabulary lower-case words
 * @returns lower case, in order, each once
 */
export function unknownWords(text: string, vocabulary: readonly string[]): readonly string[] {
  const known = new Set(vocabulary);
  const words = text.toLowerCase().match(/\p{L}+|\p{N}+/gu) ?? [];
  return [...new Set(words)].filter((word) => !known.has(word));
}
