/** Names between commas or lines, each once, without empty ones. */
export function namesIn(text: string): readonly string[] {
  const names = text.split(/[,\n]/u).map((name) => name.trim());
  return [...new Set(names)].filter((name) => name !== '');
}
