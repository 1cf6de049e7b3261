import { themed } from '../../formats/figures/figure-colours';
import { nestDrawing, svgDocument, svgElement, type Drawing, type SvgNode } from '../../formats/figures/svg';
import { cutText, figureText, figureTitle, round, straightLine, textWidth, wrapText } from './figure-parts';
import { markShape, type PlaneMark } from './plane-marks';
import { promptColour } from './prompt-colour';

/** Points on a plane, which reaches from −1 to 1; what lies outside is cut off. */
export interface PlaneView {
  /** From the back to the front; `group` is null for those of no group. */
  readonly points: readonly {
    readonly mark: PlaneMark;
    readonly group: number | null;
    readonly x: number;
    readonly y: number;
    /** What the point is; shown while it is pointed at. */
    readonly title: string;
  }[];
  /** From the middle to a tip. */
  readonly axes: readonly { readonly label: string; readonly x: number; readonly y: number }[];
  /** How many groups there are, a colour each. */
  readonly groups: number;
}

/** A plane with its legend. */
export interface PlaneFigure {
  readonly title: string;
  readonly view: PlaneView;
  /** What the marks mean. */
  readonly marks: readonly { readonly mark: PlaneMark; readonly label: string }[];
  /** Names of the groups. */
  readonly groups: readonly string[];
  /** Paragraphs below. */
  readonly notes: readonly string[];
  /** Kept inside, to know later what was drawn. */
  readonly about: unknown;
}

const side = 420;
const radius = 175;
const margin = 20;
const top = 40;
const row = 19;
/** Of the names beside the plane, in pixels; longer ones are cut. */
const legendWidths = { least: 200, most: 440 } as const;

/** Axes and points; shape tells the kind of a point, colour its group. */
export function planeDrawing({ points, axes, groups }: PlaneView): Drawing {
  const place = (x: number, y: number) => [side / 2 + x * radius, side / 2 - y * radius] as const;
  const nodes = [
    ...axes.flatMap((axis) => {
      const [x, y] = place(axis.x, axis.y);
      const text = { 'font-size': 10, fill: themed('muted'), 'text-anchor': tipAnchor(axis.x) };
      return [
        straightLine(place(0, 0), [x, y], { stroke: themed('line-strong') }),
        figureText(axis.label, x, y - 4, text),
      ];
    }),
    ...points.map(({ mark, group, x, y, title }) => drawMark(mark, place(x, y), groupColour(group, groups), title)),
  ];
  return { width: side, height: side, nodes };
}

/** A plane of embeddings with its legend, as SVG on white. */
export function planeFigure({ title, view, marks, groups, notes, about }: PlaneFigure): string {
  const legendLeft = margin + side + 20;
  const longest = Math.max(...[...marks.map(({ label }) => label), ...groups].map((text) => textWidth(text)));
  const legendWidth = 22 + Math.min(legendWidths.most, Math.max(legendWidths.least, longest));
  const width = Math.ceil(legendLeft + legendWidth + margin);
  const legendBottom = top + (marks.length + groups.length + 1) * row;
  const noteTop = Math.max(top + side, legendBottom) + 24;
  const lines = notes.flatMap((note) => wrapText(note, width - 2 * margin));
  const legend = (index: number) => top + (index + 1) * row - 5;
  const nodes = [
    figureTitle(cutText(title, width - 2 * margin, 14), margin),
    svgElement('rect', { x: margin, y: top, width: side, height: side, fill: themed('bg') }),
    nestDrawing(planeDrawing(view), margin, top, 1),
    ...marks.flatMap(({ mark, label }, i) => [
      drawMark(mark, [legendLeft + 7, legend(i) - 4], themed('ink')),
      figureText(cutText(label, legendWidth - 22), legendLeft + 22, legend(i)),
    ]),
    ...groups.flatMap((name, i) => {
      const at = legend(marks.length + 1 + i);
      const fill = groupColour(i, groups.length);
      return [
        svgElement('rect', { x: legendLeft + 2, y: at - 10, width: 10, height: 10, rx: 2, fill }),
        figureText(cutText(name, legendWidth - 22), legendLeft + 22, at),
      ];
    }),
    ...lines.map((line, i) => figureText(line, margin, noteTop + i * 16, { 'font-size': 11, fill: themed('muted') })),
  ];
  return svgDocument({ width, height: round(noteTop + lines.length * 16), nodes }, { title, metadata: about });
}

function groupColour(group: number | null, groups: number): string {
  return group === null ? themed('ink') : promptColour(group, groups);
}

/** Which end of an axis's label stands at its tip, so that none leaves the picture. @param x of the tip, −1 to 1 */
function tipAnchor(x: number): 'start' | 'middle' | 'end' {
  return x > 0.6 ? 'end' : x < -0.6 ? 'start' : 'middle';
}

function drawMark(mark: PlaneMark, [x, y]: readonly [number, number], colour: string, title?: string): SvgNode {
  const { d, strokeWidth } = markShape(mark, x, y);
  return svgElement(
    'path',
    strokeWidth === null ? { d, fill: colour } : { d, fill: 'none', stroke: colour, 'stroke-width': strokeWidth },
    ...(title === undefined ? [] : [svgElement('title', {}, title)]),
  );
}
