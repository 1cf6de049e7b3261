/**
 * Comma-separated values (RFC 4180, but with "\n"): numbers in their shortest form that reads back to the same double.
 * A text that a spreadsheet would run, such as `=1+1`, gets an apostrophe before it, which spreadsheets do not show; a program that
 * reads the file sees it.
 * @throws RangeError where a row has another length than the header.
 */
export function writeCsv(header: readonly string[], rows: Iterable<ArrayLike<string | number>>): string {
  const lines = [Array.from(header, quoted).join(',')];
  for (const row of rows) {
    if (row.length !== header.length)
      throw new RangeError(`row ${lines.length} has ${row.length} cells, the header ${header.length}`);
    lines.push(Array.from(row, quoted).join(','));
  }
  return `${lines.join('\n')}\n`;
}

/** What a spreadsheet takes for a formula, and is no number. */
const formula = /^[=+\-@\t\r\n](?!(?<=[+-])(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$)/iu;

function quoted(cell: string | number): string {
  const text = typeof cell === 'string' && formula.test(cell) ? `'${cell}` : String(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
