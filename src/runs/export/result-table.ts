import { signedText } from '../../formats/text/signed-text';
import { writeCsv } from '../../formats/tables/csv';
import { writeLatexTable } from '../../formats/tables/latex-table';
import { writeMarkdownTable } from '../../formats/tables/markdown-table';
import type { TextCell, TextTable } from '../../formats/tables/text-table';

export type ResultCell =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'number';
      /** Null where there is none. */
      readonly value: number | null;
      readonly spread?: { readonly low: number; readonly high: number } | null;
      /** After the point; 1 by default. */
      readonly digits?: number;
      /** A difference: written with its sign. */
      readonly signed?: boolean;
      /** The highest number of a column among those with the same word is the best. */
      readonly rankedIn?: string;
    };

/** Numbers for a paper. An AP is in percent, with one digit after the point. */
export interface ResultTable {
  readonly caption: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly ResultCell[])[];
  /** How the numbers of each row were computed: the last column of a CSV, which has no caption to say it. */
  readonly metrics: readonly string[];
}

export const tableFormats = ['markdown', 'csv', 'latex'] as const;
export type TableFormat = (typeof tableFormats)[number];

export function writeResultTable(table: ResultTable, format: TableFormat): string {
  switch (format) {
    case 'markdown':
      return writeMarkdownTable(toTexts(table));
    case 'latex':
      return writeLatexTable(toTexts(table));
    case 'csv':
      return toCsv(table);
    default:
      return format satisfies never;
  }
}

function toTexts({ caption, columns, rows }: ResultTable): TextTable {
  return {
    caption,
    columns: columns.map((title, column) => ({
      title,
      align: rows.some((row) => row[column]?.kind === 'number') ? 'right' : 'left',
    })),
    rows: rows.map((row) =>
      row.map((cell, column): TextCell => ({ text: cellText(cell), strong: isBest(cell, rows, column) })),
    ),
  };
}

/** Whole precision; the ends of intervals stand in columns of their own. */
function toCsv({ columns, rows, metrics }: ResultTable): string {
  const spreads = columns.map((_, column) =>
    rows.some((row) => row[column]?.kind === 'number' && 'spread' in row[column] && row[column].spread),
  );
  const header = columns.flatMap((title, i) => (spreads[i] ? [title, `${title}, low`, `${title}, high`] : [title]));
  const cells = (cell: ResultCell, wide: boolean): readonly (string | number)[] => {
    if (cell.kind === 'text') return wide ? [cell.text, '', ''] : [cell.text];
    const value = cell.value ?? '';
    return wide ? [value, cell.spread?.low ?? '', cell.spread?.high ?? ''] : [value];
  };
  return writeCsv(
    [...header, 'Metric'],
    rows.map((row, at) => [...row.flatMap((cell, i) => cells(cell, spreads[i] ?? false)), metrics[at] ?? '']),
  );
}

/** Equal as printed is equally good. */
function isBest(cell: ResultCell, rows: ResultTable['rows'], column: number): boolean {
  if (cell.kind !== 'number' || cell.rankedIn === undefined || cell.value === null) return false;
  const rivals = rows.flatMap((row) => {
    const rival = row[column];
    return rival?.kind === 'number' && rival.rankedIn === cell.rankedIn && rival.value !== null ? [rival.value] : [];
  });
  return rivals.length > 1 && cell.value.toFixed(1) === Math.max(...rivals).toFixed(1);
}

function cellText(cell: ResultCell): string {
  if (cell.kind === 'text') return cell.text;
  const { value, spread, signed = false, digits = 1 } = cell;
  if (value === null) return '–';
  const number = (x: number) => signedText(x, digits, signed);
  return spread ? `${number(value)} [${number(spread.low)}, ${number(spread.high)}]` : number(value);
}
