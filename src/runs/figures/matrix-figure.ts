import { themed } from '../../formats/figures/figure-colours';
import { svgDocument, svgElement, type SvgNode } from '../../formats/figures/svg';
import { cutText, figureText, figureTitle, round, textWidth, wrapText } from './figure-parts';
import { matrixCells, type Matrix, type MatrixCell } from './matrix-cells';

/** Cosines as a matrix. */
export interface MatrixFigure {
  readonly title: string;
  readonly matrix: Matrix;
  /** Paragraphs below. */
  readonly notes: readonly string[];
  /** Kept inside, to know later what was drawn. */
  readonly about: unknown;
}

const margin = 20;
const cell = { width: 44, height: 22 } as const;
/** Longer names are cut; the figure grows with shorter ones. */
const most = { rowName: 460, columnName: 400 } as const;
const nameSize = 11;
/** Of the column's names, against the level. */
const slope = 50;

/** A matrix with its values, as SVG on white; a row's own column is framed, its largest value bold. */
export function matrixFigure({ title, matrix, notes, about }: MatrixFigure): string {
  const { corner, columns } = matrix;
  const rows = matrixCells(matrix);
  const names = rows.map(({ name }) => cutText(name, most.rowName, nameSize));
  const headings = columns.map((name) => cutText(name, most.columnName, nameSize));
  const longest = (texts: readonly string[]) => Math.max(40, ...texts.map((text) => textWidth(text, nameSize)));
  const angle = (slope * Math.PI) / 180;
  const left = margin + longest([...names, corner]) + 10;
  const above = 40 + longest(headings) * Math.sin(angle) + 10;
  const right = left + columns.length * cell.width;
  const bottom = above + rows.length * cell.height;
  const width = Math.max(520, Math.ceil(right + longest(headings.slice(-2)) * Math.cos(angle) + margin));
  const lines = notes.flatMap((note) => wrapText(note, width - 2 * margin));
  const small = { 'font-size': nameSize };
  const muted = { ...small, fill: themed('muted') };
  const nodes = [
    figureTitle(cutText(title, width - 2 * margin, 14), margin),
    figureText(corner, left - 8, above - 8, { 'text-anchor': 'end', ...muted }),
    ...headings.map((name, k) => {
      const [x, y] = [round(left + (k + 0.5) * cell.width), round(above - 6)];
      return figureText(name, x, y, { ...small, transform: `rotate(-${slope} ${x} ${y})` });
    }),
    ...rows.flatMap(({ cells }, i) => {
      const y = above + i * cell.height;
      const x = (column: number) => left + column * cell.width;
      const own = cells.findIndex((one) => one.own);
      return [
        figureText(names[i]!, left - 8, y + 15, { 'text-anchor': 'end', ...small }),
        ...cells.flatMap((one, column) => drawCell(one, x(column), y)),
        ...(own === -1 ? [] : [drawFrame(x(own), y)]),
      ];
    }),
    ...lines.map((line, i) => figureText(line, margin, bottom + 28 + i * 16, muted)),
  ];
  return svgDocument({ width, height: round(bottom + 28 + lines.length * 16), nodes }, { title, metadata: about });
}

function drawCell({ text, shade, largest }: MatrixCell, x: number, y: number): readonly SvgNode[] {
  const weight = largest ? { 'font-weight': 700 } : {};
  return [
    svgElement('rect', {
      x: round(x),
      y: round(y),
      ...cell,
      fill: themed('heat'),
      'fill-opacity': shade,
      stroke: '#ffffff',
    }),
    figureText(text, x + cell.width / 2, y + 15, { 'text-anchor': 'middle', 'font-size': 11, ...weight }),
  ];
}

function drawFrame(x: number, y: number): SvgNode {
  return svgElement('rect', {
    x: round(x + 1),
    y: round(y + 1),
    width: cell.width - 2,
    height: cell.height - 2,
    fill: 'none',
    stroke: themed('ink'),
    'stroke-width': 1.4,
  });
}
