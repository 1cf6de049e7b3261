import { wellFormedJson } from './well-formed-json';

/** JSON lines: one object a line. JSON has no NaN and no infinity; null stands for them, which pandas reads as missing. */
export function writeJsonLines(rows: Iterable<Readonly<Record<string, unknown>>>): string {
  let text = '';
  for (const row of rows) text += `${wellFormedJson(row)}\n`;
  return text;
}
