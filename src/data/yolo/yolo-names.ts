/** Class names of a YAML file that has very many of them: a YAML parser takes tens of microseconds for each line. */
const least = 1000;

/** `names:` and lines with a number and a plain or quoted name that no rule of YAML makes anything but a text. */
const simpleEntry = /^[ \t]+(\d{1,9})[ \t]*:[ \t]+(?:'([^'\\]*)'|"([^"\\]*)"|([\p{L}][\p{L}\p{N} _/().+-]*?))[ \t]*$/u;
const simpleItem = /^[ \t]*-[ \t]+(?:'([^'\\]*)'|"([^"\\]*)"|([\p{L}][\p{L}\p{N} _/().+-]*?))[ \t]*$/u;
const notText = /^(?:true|false|null|yes|no|on|off|y|n)$/iu;

export interface NamesBlock {
  /** The file without the block. */
  readonly rest: string;
  /** By number, as a mapping of YAML has them; or a list. */
  readonly names: Readonly<Record<string, string>> | readonly string[];
  /** A number that stands twice; null for none. */
  readonly double: string | null;
}

/** Takes a long and simple block of names out of a YAML file; null where it is short, or not that simple. */
export function takeNamesBlock(text: string): NamesBlock | null {
  const lines = text.split(/\r?\n/u);
  const start = lines.findIndex((line) => /^names:[ \t]*(?:#.*)?$/u.test(line));
  if (start < 0) return null;
  let end = start + 1;
  while (end < lines.length && /^(?:[ \t]|-[ \t])/u.test(lines[end]!)) end++;
  const block = lines.slice(start + 1, end);
  if (block.length < least) return null;
  const rest = [...lines.slice(0, start), ...lines.slice(end)].join('\n');
  const items = block.map((line) => simpleItem.exec(line));
  if (items.every((found) => found !== null && isName(nameOf(found, 1))))
    return { rest, names: items.map((found) => nameOf(found!, 1)), double: null };
  const entries = block.map((line) => simpleEntry.exec(line));
  if (!entries.every((found) => found !== null && isName(nameOf(found, 2)))) return null;
  const names: Record<string, string> = {};
  let double: string | null = null;
  for (const found of entries) {
    const key = String(Number(found![1]));
    if (Object.hasOwn(names, key)) double = key;
    names[key] = nameOf(found!, 2);
  }
  return { rest, names, double };
}

function nameOf(found: RegExpExecArray, from: number): string {
  return found[from] ?? found[from + 1] ?? found[from + 2] ?? '';
}

function isName(name: string): boolean {
  return name !== '' && !notText.test(name);
}
