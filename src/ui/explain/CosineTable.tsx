import type { ReactNode } from 'react';
import { cosineText } from '../../runs/records/cosine-text';
import { TableScroll } from '../evaluate/TableScroll';

export interface CosineRow {
  readonly key: string;
  readonly name: string;
  readonly values: readonly number[];
  /** Column that is this row's own; null for none. */
  readonly own: number | null;
  /** Cells before the values. */
  readonly facts?: readonly ReactNode[];
}

interface CosineTableProps {
  readonly label: string;
  readonly corner: string;
  readonly columns: readonly string[];
  readonly factColumns?: readonly string[];
  readonly rows: readonly CosineRow[];
  /** Lines below, a cell for each column. */
  readonly footer?: readonly { readonly name: string; readonly cells: readonly ReactNode[] }[];
  /** Values that get no shade and the full one. */
  readonly range: readonly [number, number];
  /** Whether a cell shows its rank in the row, too. */
  readonly ranked?: boolean;
}

/** Cosines as a table with shaded cells; a row's own column is framed, its largest value is bold. */
export function CosineTable({
  label,
  corner,
  columns,
  factColumns = [],
  rows,
  footer = [],
  range: [low, high],
  ranked = false,
}: CosineTableProps) {
  return (
    <TableScroll label={label}>
      <table className="table cosine-table">
        <thead>
          <tr>
            <th scope="col">{corner}</th>
            {factColumns.map((name) => (
              <th key={name} scope="col" className="end fact">
                {name}
              </th>
            ))}
            {columns.map((name) => (
              <th key={name} scope="col" className="end">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, name, values, own, facts = [] }) => (
            <tr key={key}>
              <th scope="row">{name}</th>
              {facts.map((fact, at) => (
                <td key={factColumns[at]} className="end fact">
                  {fact}
                </td>
              ))}
              {values.map((value, column) => {
                const share = Math.min(1, Math.max(0, (value - low) / (high - low || 1)));
                const rank = 1 + values.filter((other) => other > value).length;
                return (
                  <td
                    key={columns[column]}
                    className={`end ${own === column ? 'own' : ''} ${rank === 1 ? 'largest' : ''}`}
                    style={{ background: `color-mix(in srgb, var(--heat) ${Math.round(share * 62)}%, transparent)` }}
                  >
                    {cosineText(value)}
                    {ranked ? <small>#{rank}</small> : null}
                    {own === column ? <span className="visually-hidden">, its own</span> : null}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
        {footer.length === 0 ? null : (
          <tfoot>
            {footer.map(({ name, cells }) => (
              <tr key={name}>
                <th scope="row" colSpan={1 + factColumns.length}>
                  {name}
                </th>
                {cells.map((cell, column) => (
                  <td key={columns[column]} className="end">
                    {cell}
                  </td>
                ))}
              </tr>
            ))}
          </tfoot>
        )}
      </table>
    </TableScroll>
  );
}
