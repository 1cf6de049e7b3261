/** Target prompts as the lines of a text, and names for targets that have none. */

/** One prompt a line, in their order; lines of nothing but spaces are left out, repetitions are not. */
export function promptLines(text: string): readonly string[] {
  const lines = text.replace(/^\uFEFF/u, '').split(/\r\n|[\r\n]/u);
  return lines.map((line) => line.trim()).filter((line) => line !== '');
}

/** `target 1`, `target 2` and so on, for offsets whose file does not say what they are for. */
export function numberedTargets(count: number): readonly string[] {
  return Array.from({ length: count }, (_, target) => `target ${target + 1}`);
}

/** Whether these are the names of {@link numberedTargets}. */
export function areNumbered(targetPrompts: readonly string[]): boolean {
  return targetPrompts.every((prompt, target) => prompt === `target ${target + 1}`);
}
