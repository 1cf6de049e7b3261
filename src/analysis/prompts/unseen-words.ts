const word = /[\p{L}\p{N}]+/gu;

/** Words of a prompt that a model's training captions never held, each once, in order of appearance. */
export function unseenWords(text: string, vocabulary: ReadonlySet<string>): readonly string[] {
  const words = text.toLowerCase().match(word) ?? [];
  return [...new Set(words)].filter((candidate) => !vocabulary.has(candidate));
}
