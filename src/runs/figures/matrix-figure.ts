import { svgDocument, svgElement } from '../../formats/figures/svg';
import { cosineText } from '../records/cosine-text';
import { cutText, figureText, inkColour, mutedColour, round, textWidth, wrapText } from './figure-parts';

/** Cosines as a matrix. */
export interface MatrixFigure {
  readonly title: string;
  /** What rows and columns are. */
  readonly corner: string;
  readonly columns: readonly string[];
  readonly rows: readonly {
    readonly name: string;
    /** NaN is drawn as a dash. */
    readonly values: readonly number[];
    /** The column that is this row's own, which gets a frame; null for none. */
    readonly own: number | null;
  }[];
  /** Values that get no shade and the full one. */
  readonly range: readonly [low: number, high: number];
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
export function matrixFigure({ title, corner, columns, rows, range, notes, about }: MatrixFigure): string {
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
  return svgDocument(
    { width, height: round(bottom + 28 + lines.length * 16), title, metadata: about },
    figureText(cutText(title, width - 2 * margin, 14), margin, 22, { 'font-size': 14, 'font-weight': 600 }),
    figureText(corner, left - 8, above - 8, { 'text-anchor': 'end', fill: mutedColour, 'font-size': nameSize }),
    ...headings.map((name, k) => {
      const [x, y] = [round(left + (k + 0.5) * cell.width), round(above - 6)];
      return figureText(name, x, y, { 'font-size': nameSize, transform: `rotate(-${slope} ${x} ${y})` });
    }),
    ...rows.map((row, i) => {
      const top = above + i * cell.height;
      const largest = Math.max(...row.values.filter((value) => !Number.isNaN(value)));
      return [
        figureText(names[i]!, left - 8, top + 15, { 'text-anchor': 'end', 'font-size': nameSize }),
        ...row.values.map((value, k) => drawCell(value, range, left + k * cell.width, top, value === largest)),
        row.own === null ? '' : frame(left + row.own * cell.width, top),
      ].join('');
    }),
    ...lines.map((line, i) => figureText(line, margin, bottom + 28 + i * 16, { 'font-size': 11, fill: mutedColour })),
  );
}

function drawCell(value: number, [low, high]: MatrixFigure['range'], x: number, y: number, strongest: boolean): string {
  const share = Number.isNaN(value) ? 0 : Math.min(1, Math.max(0, (value - low) / (high - low || 1)));
  return (
    svgElement('rect', { x: round(x), y: round(y), ...cell, fill: shade(share), stroke: '#ffffff' }) +
    figureText(cosineText(value), x + cell.width / 2, y + 15, {
      'text-anchor': 'middle',
      'font-size': 11,
      ...(strongest ? { 'font-weight': 700 } : {}),
    })
  );
}

function frame(x: number, y: number): string {
  return svgElement('rect', {
    x: round(x + 1),
    y: round(y + 1),
    width: cell.width - 2,
    height: cell.height - 2,
    fill: 'none',
    stroke: inkColour,
    'stroke-width': 1.4,
  });
}

/** From white to a blue on which black still reads well. */
function shade(share: number): string {
  const full = [0x4a, 0x9c, 0xc9];
  const parts = full.map((part) => Math.round(255 + (part - 255) * share * 0.62));
  return `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}
