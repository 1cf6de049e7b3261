import { expect, test } from 'vitest';
import { boxXYXY } from '../../../geometry/box';
import type { RawDetections } from '../../../geometry/detections';
import { paneContent } from '../pane-content';
import { comparePanes } from './compare-panes';
import { countMarks, differenceText } from './difference-text';

const side = 20;
const at = (x: number) => boxXYXY(x, 0, x + side, side);

/** One region a box, each of one class. */
function raw(boxes: readonly (readonly [className: string, score: number, x: number])[], classes: readonly string[]) {
  return {
    width: 400,
    height: 20,
    classes,
    boxes: Float32Array.from(boxes.flatMap(([, , x]) => classes.flatMap(() => [...at(x)]))),
    scores: Float32Array.from(
      boxes.flatMap(([name, score]) => [...classes.map((one) => (one === name ? score : 0)), 1 - score]),
    ),
  } satisfies RawDetections;
}

const thresholds = { boxScoreThresh: 0.5, boxNmsThresh: 0.5, detectionsPerImage: 100 };
const classes = ['car', 'bus'];
const objects = [
  { className: 'car', box: at(0) },
  { className: 'car', box: at(100) },
  { className: 'bus', box: at(200) },
  { className: 'bus', box: at(300) },
];
/** Finds the first and the third object, and two things that are none. */
const ofA = raw(
  [
    ['car', 0.9, 2],
    ['bus', 0.7, 201],
    ['car', 0.8, 50],
    ['bus', 0.6, 150],
    // Of the wrong class.
    ['bus', 0.3, 100],
  ],
  classes,
);
/** Finds the first and the second object, has one false box where A has it, and one more. */
const ofB = raw(
  [
    ['car', 0.85, 0],
    ['car', 0.6, 104],
    ['car', 0.75, 52],
    ['car', 0.7, 150],
  ],
  classes,
);

function compare(change: Partial<typeof thresholds> = {}, hidden: readonly string[] = [], truth = objects) {
  const pane = (one: RawDetections) => ({
    content: paneContent(one, truth, { ...thresholds, ...change }, hidden),
    isReady: true,
  });
  return comparePanes(pane(ofA), pane(ofB));
}
const kinds = (marks: ReturnType<typeof compare>) => marks.map(({ kind, className }) => `${kind} ${className}`);

test('objects are found by both, gained, lost or missed, and false boxes are shared, gone or new', () => {
  expect(kinds(compare())).toEqual([
    'both car',
    'gained car',
    'lost bus',
    'missed bus',
    'false-kept car',
    'false-new car',
    'false-gone bus',
  ]);
});

test('a mark has what each pane has there: score and IoU by the definition', () => {
  const [both, gained] = compare();
  // Boxes of 20 by 20 that are shifted by 2 share 18 of 22 columns, by 4 16 of 24.
  expect(both).toMatchObject({ id: 'object-0', a: { index: 0, score: Math.fround(0.9) }, b: { iou: 1 } });
  expect(both?.a?.iou).toBeCloseTo(18 / 22, 6);
  expect(gained).toMatchObject({ id: 'object-1', a: null, shownIn: ['a', 'b'] });
  expect(gained?.b?.iou).toBeCloseTo(16 / 24, 6);
});

test('the score threshold decides at once', () => {
  expect(kinds(compare({ boxScoreThresh: 0.72 }))).toEqual([
    'both car',
    'missed car',
    'missed bus',
    'missed bus',
    'false-kept car',
  ]);
  expect(kinds(compare({ boxScoreThresh: 0.65 })).slice(0, 3)).toEqual(['both car', 'missed car', 'lost bus']);
});

test('a hidden class counts nowhere', () => {
  expect(kinds(compare({}, ['bus']))).toEqual(['both car', 'gained car', 'false-kept car', 'false-new car']);
});

test('an object that only one detector knows is judged in its pane alone', () => {
  const a = paneContent(ofA, objects, thresholds, []);
  const b = paneContent(raw([['car', 0.9, 0]], ['car']), objects, thresholds, []);
  const marks = comparePanes({ content: a, isReady: true }, { content: b, isReady: true });
  expect(marks.map(({ kind, shownIn }) => `${kind} ${shownIn.join()}`).slice(0, 4)).toEqual([
    'both a,b',
    'missed a,b',
    'found a',
    'missed a',
  ]);
});

test('while one pane has no answer, the other is judged alone', () => {
  const a = { content: paneContent(ofA, objects, thresholds, []), isReady: true };
  const b = { content: paneContent(null, objects, thresholds, []), isReady: false };
  const marks = comparePanes(a, b);
  expect(kinds(marks)).toEqual(['found car', 'missed car', 'found bus', 'missed bus', 'false car', 'false bus']);
  expect(new Set(marks.flatMap(({ shownIn }) => shownIn))).toEqual(new Set(['a']));
});

test('without ground truth boxes are compared with boxes', () => {
  const pane = (one: RawDetections) => ({ content: paneContent(one, null, thresholds, []), isReady: true });
  const marks = comparePanes(pane(ofA), pane(ofB));
  expect(kinds(marks).toSorted()).toEqual([
    'both car',
    'both car',
    'only-a bus',
    'only-a bus',
    'only-b car',
    'only-b car',
  ]);
  expect(differenceText(countMarks(marks), false)).toBe(
    '2 in both, 2 in A only, 2 in B only; what is true is not known here.',
  );
});

test('what lies in a crowd is neither right nor wrong', () => {
  const crowd = [{ className: 'car', box: boxXYXY(0, 0, 80, 20), ignored: true }];
  expect(kinds(compare({ boxScoreThresh: 0.78 }, [], crowd))).toEqual(['uncounted car', 'uncounted car']);
});

test.each([
  [{ gained: 2, lost: 1, both: 3, 'false-new': 1 }, 'B finds 2 that A misses, and loses 1. 1 new false box.'],
  [{ gained: 1, both: 3, 'false-gone': 2 }, 'B finds 1 that A misses, and loses none. 2 false boxes gone.'],
  [{ lost: 1, both: 3 }, 'B loses 1 that A finds, and gains none.'],
  [{ both: 5, missed: 1, 'false-kept': 1 }, 'Both find the same 5 of 6 objects.'],
  [{ both: 6, 'false-new': 2, 'false-gone': 1 }, 'Both find all 6 objects. 2 new false boxes, 1 gone.'],
  [{ both: 1 }, 'Both find the one object.'],
  [{ missed: 2 }, 'Both miss all 2 objects.'],
  [{ 'false-new': 1 }, 'There is no object here that both know. 1 new false box.'],
] as const)('%o in words', (counts, text) => {
  expect(differenceText({ ...countMarks([]), ...counts }, true)).toBe(text);
});
