import { FormatError } from './format-error';

/** A table of texts. */
export interface CsvTable {
  readonly header: readonly string[];
  /** As many cells a row as the header has. */
  readonly rows: readonly (readonly string[])[];
}

/**
 * Comma-separated values (RFC 4180, but with "\n"): numbers in their shortest form that reads back to the same double.
 * A text that a spreadsheet would run, such as `=1+1`, gets an apostrophe before it, which spreadsheets do not show; a program that
 * reads the file sees it, as {@link parseCsv} does.
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

/** Reads comma-separated values with quotes, either line end, and an optional byte order mark. @throws FormatError naming the row. */
export function parseCsv(text: string): CsvTable {
  const records = parseRecords(text.replace(/^\uFEFF/, ''));
  const [header = [], ...rows] = records;
  rows.forEach((row, i) => {
    if (row.length === header.length) return;
    const message = `row ${i + 1} has ${row.length} cells, the header ${header.length}`;
    throw new FormatError('invalid-data', message, 'Give every row the same number of commas.');
  });
  return { header, rows };
}

/** What a spreadsheet takes for a formula, and is no number. */
const formula = /^[=+\-@\t\r\n](?!(?<=[+-])(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$)/iu;

function quoted(cell: string | number): string {
  const text = typeof cell === 'string' && formula.test(cell) ? `'${cell}` : String(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function parseRecords(text: string): string[][] {
  const records: string[][] = [];
  let record: string[] = [];
  let at = 0;
  while (at < text.length) {
    const { cell, end } = parseCell(text, at, records.length);
    record.push(cell);
    const separator = text[end];
    at = end + (separator === '\r' && text[end + 1] === '\n' ? 2 : 1);
    if (separator === ',' && at < text.length) continue;
    if (separator === ',') record.push('');
    records.push(record);
    record = [];
  }
  return records;
}

function parseCell(text: string, start: number, row: number): { cell: string; end: number } {
  if (text[start] !== '"') {
    let end = start;
    while (end < text.length && text[end] !== ',' && text[end] !== '\n' && text[end] !== '\r') end++;
    return { cell: text.slice(start, end), end };
  }
  let close = text.indexOf('"', start + 1);
  while (close !== -1 && text[close + 1] === '"') close = text.indexOf('"', close + 2);
  const next = close === -1 ? '' : text[close + 1];
  if (close === -1 || !(next === undefined || next === ',' || next === '\n' || next === '\r')) {
    throw new FormatError(
      'invalid-data',
      `a quote in row ${row} is not closed properly`,
      'Double every quote inside a quoted cell.',
    );
  }
  return { cell: text.slice(start + 1, close).replaceAll('""', '"'), end: close + 1 };
}
