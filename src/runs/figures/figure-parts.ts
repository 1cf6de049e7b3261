import { themed } from '../../formats/figures/figure-colours';
import { svgElement, type SvgAttributes, type SvgNode } from '../../formats/figures/svg';
import { lineAttributes, type LineLook } from './line-looks';

/** At most so many points in a figure, over all of its lines. */
export const mostPoints = 2000;

export function figureText(text: string, x: number, y: number, attributes: SvgAttributes = {}): SvgNode {
  return svgElement('text', { x: round(x), y: round(y), fill: themed('ink'), 'font-size': 12, ...attributes }, text);
}

/** What a figure is, above it. */
export function figureTitle(title: string, left: number): SvgNode {
  return figureText(title, left, 22, { 'font-size': 14, 'font-weight': 600 });
}

/** A tenth of a pixel is more than anyone sees. */
export function round(pixels: number): number {
  return Math.round(pixels * 10) / 10;
}

/** A piece of a grid, or of an axis. */
export function straightLine(
  [x1, y1]: readonly [number, number],
  [x2, y2]: readonly [number, number],
  attributes: SvgAttributes = {},
): SvgNode {
  return svgElement('line', {
    x1: round(x1),
    y1: round(y1),
    x2: round(x2),
    y2: round(y2),
    stroke: themed('grid'),
    ...attributes,
  });
}

/** A line through points in pixels. */
export function figurePath(
  points: readonly (readonly [x: number, y: number])[],
  look: LineLook,
  attributes: SvgAttributes = {},
): SvgNode {
  return svgElement('path', {
    d: points.map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${round(x)} ${round(y)}`).join(''),
    ...lineAttributes(look),
    ...attributes,
  });
}

/** Width of what stands before a name in a legend. */
export const legendSwatch = 40;

/** A row of the legend: a piece of the line, and its name. */
export function legendEntry(label: string, look: LineLook, x: number, y: number, most: number): readonly SvgNode[] {
  const piece = figurePath(
    [
      [x, y - 4],
      [x + 26, y - 4],
    ],
    look,
  );
  return [piece, figureText(cutText(label, most - legendSwatch), x + 33, y)];
}

/** Width of a character, on the average, as a share of the size of the letters. */
const characterWidth = 0.52;
const usualSize = 12;

/** About as wide is a text, in pixels. @param size of its letters, in pixels */
export function textWidth(text: string, size = usualSize): number {
  return text.length * characterWidth * size;
}

/** A text, cut where it would be wider. @param size of its letters, in pixels */
export function cutText(text: string, pixels: number, size = usualSize): string {
  const characters = Math.max(8, Math.floor(pixels / (characterWidth * size)));
  return text.length > characters ? `${text.slice(0, characters - 1)}…` : text;
}

/** A text in lines that fit; a word that is too long stays whole. @param size of its letters, in pixels */
export function wrapText(text: string, pixels: number, size = usualSize): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && textWidth(`${last} ${word}`, size) <= pixels) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
