/** Where a text stops being JSON. Engines tell it in words of their own, and often not where. */
export interface JsonError {
  /** Index of the first letter that does not fit. */
  readonly at: number;
  readonly reason: string;
}

/** A mark, a text, a number or a word, behind white space. */
const token =
  /\s*(?:([{}[\],:])|("(?:[^"\\\p{Cc}]|\\(?:["\\/bfnrt]|u[\da-f]{4}))*")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:e[+-]?\d+)?(?![\w.]))|((?:true|false|null)\b))/iuy;

type Expected = 'value' | 'first value' | 'key' | 'first key' | 'colon' | 'comma' | 'end';

/** Walks over a text that `JSON.parse` refused; null where nothing is found. */
export function findJsonError(text: string): JsonError | null {
  const open: ('{' | '[')[] = [];
  let expected: Expected = 'value';
  token.lastIndex = 0;
  for (;;) {
    const from = token.lastIndex;
    const found = token.exec(text);
    const start = from + (/^\s*/u.exec(text.slice(from, from + 100_000))?.[0].length ?? 0);
    if (found === null) {
      if (start < text.length) return wrong(text, start, expected);
      return expected === 'end' ? null : { at: start, reason: 'the file ends in the middle' };
    }
    const [, mark, string, number, word] = found;
    const isValue = string !== undefined || number !== undefined || word !== undefined;
    const takesValue = expected === 'value' || expected === 'first value';
    if (takesValue && isValue) expected = afterValue(open);
    else if (takesValue && (mark === '{' || mark === '[')) {
      open.push(mark);
      expected = mark === '{' ? 'first key' : 'first value';
    } else if ((expected === 'key' || expected === 'first key') && string !== undefined) expected = 'colon';
    else if (expected === 'colon' && mark === ':') expected = 'value';
    else if (expected === 'comma' && mark === ',') expected = open.at(-1) === '{' ? 'key' : 'value';
    else if (closes(mark, open.at(-1), expected)) {
      open.pop();
      expected = afterValue(open);
    } else return wrong(text, start, expected);
  }
}

function afterValue(open: readonly string[]): Expected {
  return open.length > 0 ? 'comma' : 'end';
}

function closes(mark: string | undefined, inner: string | undefined, expected: Expected): boolean {
  if (mark === '}') return inner === '{' && (expected === 'comma' || expected === 'first key');
  return mark === ']' && inner === '[' && (expected === 'comma' || expected === 'first value');
}

const wanted: Readonly<Record<Expected, string>> = {
  value: 'a value',
  'first value': 'a value or “]”',
  key: 'a name in quotes',
  'first key': 'a name in quotes or “}”',
  colon: 'a colon',
  comma: 'a comma or the end of the list or object',
  end: 'the end of the file',
};

function wrong(text: string, at: number, expected: Expected): JsonError {
  const [word = ''] = /^(?:[-\w.]{1,20}|.)/su.exec(text.slice(at, at + 20)) ?? [];
  if (/^-?(?:NaN|Infinity)$/u.test(word))
    return { at, reason: `${word} is no number of JSON (Python writes it, and reads it back)` };
  if (word === '"' && /^"[^"]*$/u.test(text.slice(at))) return { at, reason: 'the file ends in the middle of a text' };
  return { at, reason: `${wanted[expected]} should stand there, not “${word}”` };
}
