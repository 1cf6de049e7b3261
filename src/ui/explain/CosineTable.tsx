import type { ReactNode } from 'react';
import { cosineText } from '../../runs/records/cosine-text';
import { matrixCells, shadeOf, type Matrix } from '../../runs/figures/matrix-cells';
import { heatOf } from '../charts/heat';
import { TableScroll } from '../common/TableScroll';

interface CosineTableProps {
  readonly label: string;
  readonly matrix: Matrix;
  /** Columns before the values, with their cells by row. */
  readonly facts?: readonly { readonly name: string; readonly cells: readonly ReactNode[] }[];
  /** Lines below, a cell for each column. */
  readonly footer?: readonly { readonly name: string; readonly cells: readonly ReactNode[] }[];
  /** Whether a cell shows its rank in the row, too. */
  readonly ranked?: boolean;
}

/** Cosines as a table with shaded cells; a row's own column is framed, its largest value is bold. */
export function CosineTable({ label, matrix, facts = [], footer = [], ranked = false }: CosineTableProps) {
  const { corner, columns, range } = matrix;
  return (
    <>
      <TableScroll label={label}>
        <table className="table cosine-table">
          <thead>
            <tr>
              <th scope="col">{corner}</th>
              {facts.map(({ name }) => (
                <th key={name} scope="col" className="end fact">
                  {name}
                </th>
              ))}
              {columns.map((name, column) => (
                // Prompts may repeat, and their order never changes.
                // oxlint-disable-next-line react/no-array-index-key
                <th key={column} scope="col" className="end">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {matrixCells(matrix).map(({ name, cells }, row) => (
              // oxlint-disable-next-line react/no-array-index-key
              <tr key={row}>
                <th scope="row">{name}</th>
                {facts.map((fact) => (
                  <td key={fact.name} className="end fact">
                    {fact.cells[row]}
                  </td>
                ))}
                {cells.map(({ text, shade, rank, largest, own }, column) => (
                  <td
                    // oxlint-disable-next-line react/no-array-index-key
                    key={column}
                    className={`end ${own ? 'own' : ''} ${largest ? 'largest' : ''}`}
                    style={{ background: heatOf(shade) }}
                  >
                    {text}
                    {ranked && rank !== null ? <small>#{rank}</small> : null}
                    {own ? <span className="visually-hidden">, its own</span> : null}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
          {footer.length === 0 ? null : (
            <tfoot>
              {footer.map(({ name, cells }) => (
                <tr key={name}>
                  <th scope="row" colSpan={1 + facts.length}>
                    {name}
                  </th>
                  {cells.map((cell, column) => (
                    // oxlint-disable-next-line react/no-array-index-key
                    <td key={column} className="end">
                      {cell}
                    </td>
                  ))}
                </tr>
              ))}
            </tfoot>
          )}
        </table>
      </TableScroll>
      <p className="muted small shade-key">
        Shading: {cosineText(range[0])} and below
        <span
          aria-hidden="true"
          style={{ background: `linear-gradient(90deg, ${heatOf(0)}, ${heatOf(shadeOf(1))})` }}
        />
        {cosineText(range[1])}
      </p>
    </>
  );
}
