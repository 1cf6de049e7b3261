import type { BoxXYXY } from '../../../geometry/box';
import { pairByOverlap } from '../../../metrics/detection-delta';
import type { PaneContent, ShownObject } from '../pane-content';
import type { MarkKind } from './mark-kinds';

/** The left pane shows detector A, the right one B. */
export const sides = ['a', 'b'] as const;
export type Side = (typeof sides)[number];

/** A detection of one pane, as part of a mark. */
export interface MarkedDetection {
  /** Among the detections of its pane. */
  readonly index: number;
  readonly className: string;
  readonly classIndex: number;
  /** 0 to 1. */
  readonly score: number;
  readonly box: BoxXYXY;
  /** With the object that it found, or else the best with any of its class; null where nothing is known. */
  readonly iou: number | null;
}

/** One object or one false box, with what each pane has of it. */
export interface Mark {
  /** The same in both panes, and as long as the boxes are the same. */
  readonly id: string;
  readonly kind: MarkKind;
  readonly className: string;
  /** The object; null for a box that matches none. */
  readonly truth: BoxXYXY | null;
  readonly a: MarkedDetection | null;
  readonly b: MarkedDetection | null;
  /** The panes that show it. */
  readonly shownIn: readonly Side[];
}

/** What one pane shows, and whether its answer is there. */
export interface ComparedPane {
  readonly content: PaneContent;
  readonly isReady: boolean;
}

/**
 * Marks what two panes have of one picture: first the objects in their order, then false boxes. Objects are matched in each pane as an evaluation
 * does it (`evaluatePane`); false boxes of one class belong together from IoU .5 on. An object of a class that only one detector knows is judged in its pane alone.
 */
export function comparePanes(a: ComparedPane, b: ComparedPane): readonly Mark[] {
  if (a.isReady && b.isReady && a.content.evaluation === null && b.content.evaluation === null)
    return compareBoxes(a.content, b.content);
  const objects = new Map<number, ShownObject>();
  for (const { content } of [a, b]) for (const object of judgedObjects(content)) objects.set(object.index, object);
  const ofObjects = [...objects.values()]
    .toSorted((x, y) => x.index - y.index)
    .map((object) => objectMark(object, a.content, b.content));
  return [...ofObjects, ...unmatchedMarks(a, b)];
}

function judgedObjects({ evaluation }: PaneContent): readonly ShownObject[] {
  return evaluation ? [...evaluation.found.keys(), ...evaluation.missed] : [];
}

/** Whether a pane is asked for an object, and the detection that found it. */
function findingOf(content: PaneContent, wanted: number) {
  const { found, missed } = content.evaluation ?? { found: new Map<ShownObject, number>(), missed: [] };
  const match = [...found].find(([{ index }]) => index === wanted);
  if (match) return { isAsked: true, detection: markedDetection(content, match[1]) };
  return { isAsked: missed.some(({ index }) => index === wanted), detection: null };
}

function objectMark(object: ShownObject, inA: PaneContent, inB: PaneContent): Mark {
  const [a, b] = [findingOf(inA, object.index), findingOf(inB, object.index)];
  const shownIn: readonly Side[] = a.isAsked && b.isAsked ? sides : a.isAsked ? ['a'] : ['b'];
  return {
    id: `object-${object.index}`,
    kind: objectKind(shownIn.length === 2, a.detection !== null, b.detection !== null),
    className: object.className,
    truth: object.box,
    a: a.detection,
    b: b.detection,
    shownIn,
  };
}

function objectKind(isCompared: boolean, inA: boolean, inB: boolean): MarkKind {
  if (!inA && !inB) return 'missed';
  if (!isCompared) return 'found';
  return inA && inB ? 'both' : inB ? 'gained' : 'lost';
}

function unmatchedMarks(a: ComparedPane, b: ComparedPane): readonly Mark[] {
  const of = ({ content }: ComparedPane, wanted: 'false-positive' | 'ignored') =>
    content.detections.flatMap((_, index) =>
      (content.evaluation?.verdicts[index] ?? 'ignored') === wanted ? [markedDetection(content, index)] : [],
    );
  const isCompared = a.isReady && b.isReady;
  const falseKind = (inA: boolean, inB: boolean): MarkKind =>
    !isCompared ? 'false' : inA && inB ? 'false-kept' : inB ? 'false-new' : 'false-gone';
  return [
    ...pairsByClass(of(a, 'false-positive'), of(b, 'false-positive')).map((pair) => boxMark(pair, falseKind)),
    ...pairsByClass(of(a, 'ignored'), of(b, 'ignored')).map((pair) => boxMark(pair, () => 'uncounted')),
  ];
}

/** Where nobody knows the truth, boxes are compared with boxes. */
function compareBoxes(a: PaneContent, b: PaneContent): readonly Mark[] {
  const all = (content: PaneContent) => content.detections.map((_, index) => markedDetection(content, index));
  return pairsByClass(all(a), all(b)).map((pair) =>
    boxMark(pair, (inA, inB) => (inA && inB ? 'both' : inB ? 'only-b' : 'only-a')),
  );
}

interface BoxPair {
  readonly a: MarkedDetection | null;
  readonly b: MarkedDetection | null;
}

function pairsByClass(a: readonly MarkedDetection[], b: readonly MarkedDetection[]): readonly BoxPair[] {
  const classes = [...new Set([...a, ...b].map(({ className }) => className))];
  return classes.flatMap((name) => {
    const of = (boxes: readonly MarkedDetection[]) => boxes.filter(({ className }) => className === name);
    return pairByOverlap(of(a), of(b), 0.5);
  });
}

function boxMark({ a, b }: BoxPair, kindOf: (inA: boolean, inB: boolean) => MarkKind): Mark {
  return {
    id: `box-${a?.index ?? ''}-${b?.index ?? ''}`,
    kind: kindOf(a !== null, b !== null),
    className: (a ?? b)!.className,
    truth: null,
    a,
    b,
    shownIn: sides.filter((side) => (side === 'a' ? a : b) !== null),
  };
}

function markedDetection({ detections, evaluation }: PaneContent, index: number): MarkedDetection {
  const { className, classIndex, score, box } = detections[index]!;
  return { index, className, classIndex, score, box, iou: evaluation?.ious[index] ?? null };
}
