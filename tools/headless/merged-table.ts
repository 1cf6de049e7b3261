import { writeCsv } from '../../src/formats/tables/csv';

type Cell = string | number | boolean | null;

/** One result, its keys joined by dots. */
export type MergedRow = Readonly<Record<string, Cell>>;

/** Results side by side. */
export interface MergedTable {
  /** In the order in which the rows bring them. */
  readonly columns: readonly string[];
  /** Columns that are not the same in all rows. */
  readonly varied: readonly string[];
  /** A row lacks the keys that its result lacks. */
  readonly rows: readonly MergedRow[];
}

/**
 * One level of keys: `{config: {seed: 1}}` becomes `config.seed`. Lists of things with a name or a domain become keys of those names; any other
 * list is one cell.
 */
export function flatten(value: object): MergedRow {
  const row: Record<string, Cell> = {};
  const visit = (key: string, entry: unknown): void => {
    if (Array.isArray(entry)) {
      const named = entry.map(nameOf);
      if (named.length > 0 && named.every((name) => name !== null))
        entry.forEach((item: object, at) => visit(`${key}.${named[at]}`, withoutName(item)));
      else row[key] = JSON.stringify(entry);
    } else if (typeof entry === 'object' && entry !== null) {
      for (const [name, inner] of Object.entries(entry)) visit(key === '' ? name : `${key}.${name}`, inner);
    } else if (entry !== undefined) row[key] = entry as Cell;
  };
  visit('', value);
  return row;
}

function nameOf(item: unknown): string | null {
  if (typeof item !== 'object' || item === null) return null;
  const { domain, name } = item as { readonly domain?: unknown; readonly name?: unknown };
  return typeof domain === 'string' ? domain : typeof name === 'string' ? name : null;
}

function withoutName(item: object): object {
  const { domain, name, ...rest } = item as Record<string, unknown>;
  return typeof domain === 'string' && name !== undefined ? { name, ...rest } : rest;
}

export function tableOf(rows: readonly MergedRow[]): MergedTable {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const varied = columns.filter((column) => new Set(rows.map((row) => row[column])).size > 1);
  return { columns, varied, rows };
}

/** Empty cells stand for what a result lacks. */
export function mergedCsv({ columns, rows }: MergedTable): string {
  const cell = (value: Cell | undefined) =>
    value === undefined || value === null ? '' : typeof value === 'number' ? value : String(value);
  return writeCsv(
    columns,
    rows.map((row) => columns.map((column) => cell(row[column]))),
  );
}
