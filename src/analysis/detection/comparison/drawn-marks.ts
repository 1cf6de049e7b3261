import type { BoxXYXY } from '../../../geometry/box';
import { boxArea } from '../../../geometry/iou';
import type { Mark, MarkedDetection, Side } from './compare-panes';
import { markGroup, type MarkGroup, type MarkKind } from './mark-kinds';

/** A mark as one picture shows it. */
export interface DrawnMark {
  readonly mark: Mark;
  readonly box: BoxXYXY;
  /** A detection, or an object where this picture has none. */
  readonly shows: 'detection' | 'absence';
  readonly classIndex: number | null;
  /** What is written beside it, the longest first. */
  readonly labels: readonly string[];
}

/** Whose boxes a picture shows: those of one pane, or of both on each other. */
export type ShownSide = Side | 'both';

/** The marks of a picture in the order in which they are drawn: large ones first, so that small ones stay in reach; what differs on top. */
export function drawnMarks(
  marks: readonly Mark[],
  side: ShownSide,
  hiddenGroups: readonly MarkGroup[],
): readonly DrawnMark[] {
  return marks
    .filter(({ kind }) => !hiddenGroups.includes(markGroup(kind)))
    .flatMap((mark) => drawnMark(mark, side) ?? [])
    .sort((x, y) => rank(x) - rank(y) || boxArea(y.box) - boxArea(x.box));
}

function rank({ mark }: DrawnMark): number {
  return isDifference(mark.kind) ? 1 : 0;
}

/** Whether the panes differ in it. */
export function isDifference(kind: MarkKind): boolean {
  return ['gained', 'lost', 'false-new', 'false-gone', 'only-a', 'only-b'].includes(kind);
}

function drawnMark(mark: Mark, side: ShownSide): DrawnMark | null {
  const detection = side === 'both' ? (mark.b ?? mark.a) : mark[side];
  if (detection)
    return {
      mark,
      box: detection.box,
      shows: 'detection',
      classIndex: detection.classIndex,
      labels: detectionLabels(mark, side, detection),
    };
  if (!mark.truth || (side !== 'both' && !mark.shownIn.includes(side))) return null;
  return { mark, box: mark.truth, shows: 'absence', classIndex: null, labels: absenceLabels(mark) };
}

function detectionLabels({ kind, a, b }: Mark, side: ShownSide, { className, score }: MarkedDetection): string[] {
  const percent = (value: number) => String(Math.round(value * 100));
  const scores = side === 'both' && a && b ? `${percent(a.score)} → ${percent(b.score)}` : percent(score);
  return [scores, null].map((written) => {
    const text = written === null ? className : `${className} ${written}`;
    switch (kind) {
      case 'gained':
      case 'only-b':
        return `+ ${text}`;
      case 'lost':
      case 'only-a':
        return `− ${text}`;
      case 'false':
      case 'false-new':
      case 'false-gone':
      case 'false-kept':
        return `${text} ×`;
      case 'both':
      case 'found':
      case 'missed':
      case 'uncounted':
        return text;
      default:
        return kind satisfies never;
    }
  });
}

function absenceLabels({ kind, className }: Mark): string[] {
  const where = kind === 'gained' ? 'only in B' : kind === 'lost' ? 'only in A' : 'missed';
  return [`${className} ${where}`, className];
}
