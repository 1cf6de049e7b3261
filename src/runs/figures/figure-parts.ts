import { escapeXml, svgElement } from '../../formats/figures/svg';

export const figureFont = 'Helvetica, Arial, sans-serif';
export const inkColour = '#1b1e1d';
export const mutedColour = '#565b59';
export const gridColour = '#e0e1dd';

/** At most so many points in a figure, over all of its lines. */
export const mostPoints = 2000;

/** Lines that differ on white, in grey and for the colour-blind: colour and dashes together. */
const lineStyles: readonly { readonly stroke: string; readonly dash: string | null }[] = [
  { stroke: '#1b1e1d', dash: null },
  { stroke: '#0b6aa2', dash: '7 4' },
  { stroke: '#b04a12', dash: '2 3' },
  { stroke: '#7b3f8c', dash: '9 3 2 3' },
  { stroke: '#1a6441', dash: '12 4' },
  { stroke: '#9c1f26', dash: '4 2' },
];

export function lineStyle(index: number): (typeof lineStyles)[number] {
  return lineStyles[index % lineStyles.length]!;
}

export function figureText(
  text: string,
  x: number,
  y: number,
  attributes: Readonly<Record<string, string | number>> = {},
): string {
  return svgElement(
    'text',
    { x: round(x), y: round(y), fill: inkColour, 'font-family': figureFont, 'font-size': 12, ...attributes },
    escapeXml(text),
  );
}

/** A tenth of a pixel is more than anyone sees. */
export function round(pixels: number): number {
  return Math.round(pixels * 10) / 10;
}

/** A line through points in pixels. */
export function figurePath(
  points: readonly (readonly [x: number, y: number])[],
  index: number,
  attributes: Readonly<Record<string, string | number>> = {},
): string {
  const { stroke, dash } = lineStyle(index);
  return svgElement('path', {
    d: points.map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${round(x)} ${round(y)}`).join(''),
    fill: 'none',
    stroke,
    'stroke-width': 1.6,
    'stroke-linejoin': 'round',
    ...(dash === null ? {} : { 'stroke-dasharray': dash }),
    ...attributes,
  });
}

/** Width of what stands before a name in a legend. */
export const legendSwatch = 40;

/** A row of the legend: a piece of the line, and its name. */
export function legendEntry(label: string, index: number, x: number, y: number, most: number): string {
  return (
    figurePath(
      [
        [x, y - 4],
        [x + 26, y - 4],
      ],
      index,
    ) + figureText(cutText(label, most - legendSwatch), x + 33, y)
  );
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

/** A text in lines that fit; a word that is too long stays whole. */
export function wrapText(text: string, pixels: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && textWidth(`${last} ${word}`) <= pixels) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
