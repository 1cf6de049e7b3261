import { themed } from '../../formats/figures/figure-colours';
import { nestDrawing, svgDocument, svgElement, type Drawing, type SvgNode } from '../../formats/figures/svg';
import { cutText, figureText, figureTitle, round, straightLine, textWidth, wrapText } from './figure-parts';
import { insetPath, markShape, type PlaneMark } from './plane-marks';
import { promptStyle } from './prompt-style';

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

/** Axes and points; shape tells the kind of a point, colour and inset its group, whose number stands where there is room. */
export function planeDrawing({ points, axes }: PlaneView): Drawing {
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
    ...points.flatMap(({ mark, group, x, y, title }) => drawMark(mark, place(x, y), group, title)),
    ...groupLabels(points).map(({ group, x, y }) => groupNumber(group, place(x, y))),
  ];
  return { width: side, height: side, nodes };
}

/** The mark of a prompt alone, for legends of the page. @param target place of the prompt, from 0 */
export function promptSwatch(target: number): Drawing {
  return { width: 12, height: 12, nodes: drawMark('disc', [6, 6], target) };
}

/** A plane of embeddings with its legend, as SVG on white. */
export function planeFigure({ title, view, marks, groups, notes, about }: PlaneFigure): string {
  const legendLeft = margin + side + 20;
  const longest = Math.max(...[...marks.map(({ label }) => label), ...groups].map((text) => textWidth(text)));
  const legendWidth = 42 + Math.min(legendWidths.most, Math.max(legendWidths.least, longest));
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
      ...drawMark(mark, [legendLeft + 7, legend(i) - 4], null),
      figureText(cutText(label, legendWidth - 22), legendLeft + 22, legend(i)),
    ]),
    ...groups.flatMap((name, i) => {
      const at = legend(marks.length + 1 + i);
      return [
        ...drawMark('disc', [legendLeft + 7, at - 4], i),
        figureText(String(i + 1), legendLeft + 20, at, { fill: themed('muted') }),
        figureText(cutText(name, legendWidth - 42), legendLeft + 42, at),
      ];
    }),
    ...lines.map((line, i) => figureText(line, margin, noteTop + i * 16, { 'font-size': 11, fill: themed('muted') })),
  ];
  return svgDocument({ width, height: round(noteTop + lines.length * 16), nodes }, { title, metadata: about });
}

/** How near two numbers may stand, in the plane's unit. */
const labelRoom = 0.075;

/** A number for each group: in the middle of its points of the kind that comes first, unless another number stands there. */
function groupLabels(points: PlaneView['points']): readonly { group: number; x: number; y: number }[] {
  const labels: { group: number; x: number; y: number }[] = [];
  for (const group of [...new Set(points.flatMap((point) => point.group ?? []))].toSorted((a, b) => a - b)) {
    const own = points.filter((point) => point.group === group);
    const kind = labelledKinds.find((mark) => own.some((point) => point.mark === mark));
    const of = own.filter(({ mark }) => mark === kind);
    const [x, y] = [meanOf(of.map((point) => point.x)), meanOf(of.map((point) => point.y))];
    const free = labels.every((other) => Math.hypot(other.x - x, other.y - y) > labelRoom);
    if (free && Math.max(Math.abs(x), Math.abs(y)) < 1.1) labels.push({ group, x, y });
  }
  return labels;
}

/** Of which kind of point the middle is labelled. */
const labelledKinds: readonly PlaneMark[] = ['disc', 'square', 'cross'];

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function groupNumber(group: number, [x, y]: readonly [number, number]): SvgNode {
  return figureText(String(group + 1), x + 8, y - 6, {
    'font-size': 11,
    'font-weight': 700,
    stroke: themed('bg'),
    'stroke-width': 3,
    'paint-order': 'stroke',
  });
}

/** Which end of an axis's label stands at its tip, so that none leaves the picture. @param x of the tip, −1 to 1 */
function tipAnchor(x: number): 'start' | 'middle' | 'end' {
  return x > 0.6 ? 'end' : x < -0.6 ? 'start' : 'middle';
}

function drawMark(
  mark: PlaneMark,
  [x, y]: readonly [number, number],
  group: number | null,
  title?: string,
): readonly SvgNode[] {
  const { colour, inset } = group === null ? ({ colour: themed('ink'), inset: 'whole' } as const) : promptStyle(group);
  const { d, strokeWidth } = markShape(mark, x, y);
  const shape = svgElement(
    'path',
    strokeWidth === null ? { d, fill: colour } : { d, fill: 'none', stroke: colour, 'stroke-width': strokeWidth },
    ...(title === undefined ? [] : [svgElement('title', {}, title)]),
  );
  // A text is one mark, and its number tells it.
  const cut = mark === 'cross' ? null : insetPath(inset, x, y);
  if (cut === null) return [shape];
  const stroke = strokeWidth === null ? themed('bg') : colour;
  return [shape, svgElement('path', { d: cut, fill: 'none', stroke, 'stroke-width': 1.8, 'pointer-events': 'none' })];
}
