import { CodedError } from '../../errors/coded-error';

/** A table of texts. */
export interface CsvTable {
  readonly header: readonly string[];
  /** As many cells a row as the header has. */
  readonly rows: readonly (readonly string[])[];
}

/** Reads comma-separated values with quotes, either line end, and an optional byte order mark. @throws FormatError naming the row. */
export function parseCsv(text: string): CsvTable {
  const records = parseRecords(text.replace(/^\uFEFF/, ''));
  const [header = [], ...rows] = records;
  rows.forEach((row, i) => {
    if (row.length === header.length) return;
    const message = `row ${i + 1} has ${row.length} cells, the header ${header.length}`;
    throw new CodedError('invalid-data', message, 'Give every row the same number of commas.');
  });
  return { header, rows };
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
    throw new CodedError(
      'invalid-data',
      `a quote in row ${row} is not closed properly`,
      'Double every quote inside a quoted cell.',
    );
  }
  return { cell: text.slice(start + 1, close).replaceAll('""', '"'), end: close + 1 };
}
