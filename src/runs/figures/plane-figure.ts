import { svgDocument, svgElement } from '../../formats/figures/svg';
import { cutText, figureText, inkColour, mutedColour, round, textWidth, wrapText } from './figure-parts';
import { markShape, type PlaneMark } from './plane-marks';
import { promptColour } from './prompt-colour';

/** Points on a plane, which reaches from −1 to 1; what lies outside is cut off. */
export interface PlaneFigure {
  readonly title: string;
  /** From the back to the front; `group` is null for those of no group. */
  readonly points: readonly {
    readonly mark: PlaneMark;
    readonly group: number | null;
    readonly x: number;
    readonly y: number;
  }[];
  /** From the middle to a tip. */
  readonly axes: readonly { readonly label: string; readonly x: number; readonly y: number }[];
  /** What the marks mean. */
  readonly marks: readonly { readonly mark: PlaneMark; readonly label: string }[];
  /** A colour each. */
  readonly groups: readonly string[];
  /** Paragraphs below. */
  readonly notes: readonly string[];
  /** Kept inside, to know later what was drawn. */
  readonly about: unknown;
}

const side = 440;
const margin = 20;
const top = 40;
const radius = 180;
const row = 19;
/** Of the names beside the plane, in pixels; longer ones are cut. */
const legendWidths = { least: 200, most: 440 } as const;

/** A plane of embeddings with its legend, as SVG on white. */
export function planeFigure({ title, points, axes, marks, groups, notes, about }: PlaneFigure): string {
  const legendLeft = margin + side + 20;
  const longest = Math.max(...[...marks.map(({ label }) => label), ...groups].map((text) => textWidth(text)));
  const legendWidth = 22 + Math.min(legendWidths.most, Math.max(legendWidths.least, longest));
  const width = Math.ceil(legendLeft + legendWidth + margin);
  const legendBottom = top + (marks.length + groups.length + 1) * row;
  const noteTop = Math.max(top + side, legendBottom) + 24;
  const lines = notes.flatMap((note) => wrapText(note, width - 2 * margin));
  const x = (value: number) => side / 2 + value * radius;
  const y = (value: number) => side / 2 - value * radius;
  const colour = (group: number | null) => (group === null ? inkColour : promptColour(group, groups.length));
  const legend = (index: number) => top + (index + 1) * row - 5;
  return svgDocument(
    { width, height: round(noteTop + lines.length * 16), title, metadata: about },
    figureText(cutText(title, width - 2 * margin, 14), margin, 22, { 'font-size': 14, 'font-weight': 600 }),
    svgElement(
      'svg',
      { x: margin, y: top, width: side, height: side, viewBox: `0 0 ${side} ${side}` },
      svgElement('rect', { width: side, height: side, fill: '#f6f6f4' }),
      ...axes.flatMap((axis) => {
        const [tipX, tipY] = [x(axis.x), y(axis.y)];
        return [
          svgElement('line', { x1: x(0), y1: y(0), x2: round(tipX), y2: round(tipY), stroke: mutedColour }),
          figureText(axis.label, tipX, tipY - 5, {
            'font-size': 10,
            fill: mutedColour,
            'text-anchor': tipAnchor(axis.x),
          }),
        ];
      }),
      ...points.map((point) => drawMark(point.mark, x(point.x), y(point.y), colour(point.group))),
    ),
    ...marks.flatMap(({ mark, label }, i) => [
      drawMark(mark, legendLeft + 7, legend(i) - 4, inkColour),
      figureText(cutText(label, legendWidth - 22), legendLeft + 22, legend(i)),
    ]),
    ...groups.flatMap((name, i) => {
      const at = legend(marks.length + 1 + i);
      return [
        svgElement('rect', { x: legendLeft + 2, y: at - 10, width: 10, height: 10, rx: 2, fill: colour(i) }),
        figureText(cutText(name, legendWidth - 22), legendLeft + 22, at),
      ];
    }),
    ...lines.map((line, i) => figureText(line, margin, noteTop + i * 16, { 'font-size': 11, fill: mutedColour })),
  );
}

/** Which end of an axis's label stands at its tip, so that none leaves the picture. @param x of the tip, −1 to 1 */
export function tipAnchor(x: number): 'start' | 'middle' | 'end' {
  return x > 0.6 ? 'end' : x < -0.6 ? 'start' : 'middle';
}

function drawMark(mark: PlaneMark, x: number, y: number, colour: string): string {
  const { d, strokeWidth } = markShape(mark, x, y);
  return svgElement(
    'path',
    strokeWidth === null ? { d, fill: colour } : { d, fill: 'none', stroke: colour, 'stroke-width': strokeWidth },
  );
}
