import { describe, expect, it } from 'vitest';
import { boxXYXY } from '../geometry/box';
import {
  deltaKind,
  deltaKinds,
  pairDetections,
  scoreChange,
  type DeltaKind,
  type DetectionPair,
} from './detection-delta';
import type { EvaluatedImage } from './evaluated-image';
import { explainFalseAlarm } from './false-alarm';
import { matchClass } from './match-class';

const gt = (x: number) => ({ classIndex: 0, box: boxXYXY(x, 0, x + 10, 10) });
const found = (score: number, x: number) => ({ ...gt(x), score });
const judged = (images: readonly EvaluatedImage[]) => ({
  images,
  matches: matchClass(images, 0, { by: 'voc', iouThresh: 0.5 }),
});

/** What the detections of A and of B make of objects at 0, 100, 200, …, by kind. */
function kindsOf(objects: number, a: readonly [number, number][], b: readonly [number, number][], thresh: number) {
  const gtBoxes = Array.from({ length: objects }, (_, i) => gt(100 * i));
  const image = (list: readonly [number, number][]) => [{ gtBoxes, detections: list.map(([s, x]) => found(s, x)) }];
  const pairs = pairDetections(judged(image(a)), judged(image(b)));
  return (kind: DeltaKind): readonly DetectionPair[] => pairs.filter((pair) => deltaKind(pair, thresh) === kind);
}

const counts = (kinds: ReturnType<typeof kindsOf>) => deltaKinds.map((kind) => kinds(kind).length);

describe('what changes from A to B', () => {
  it('an object that both have, but only B above the threshold, is gained', () => {
    const a = [[0.31, 0]] as [number, number][];
    const b = [[0.74, 1]] as [number, number][];
    const kinds = kindsOf(1, a, b, 0.5);
    expect(counts(kinds)).toEqual([1, 0, 0, 0, 0, 0]);
    expect(kinds('gained')[0]).toMatchObject({ gtBox: [0, 0, 10, 10] });
    expect(scoreChange(kinds('gained')[0]!)).toBeCloseTo(0.43, 6);
    expect(counts(kindsOf(1, b, a, 0.5))).toEqual([0, 1, 0, 0, 0, 0]);
    expect(counts(kindsOf(1, a, b, 0.3))).toEqual([0, 0, 1, 0, 0, 0]);
    expect(counts(kindsOf(1, a, b, 0.8))).toEqual([0, 0, 0, 0, 0, 0]);
  });

  it('an object that one of them alone has is gained or lost, a score at the threshold is not above it', () => {
    expect(counts(kindsOf(2, [[0.5, 0]], [[0.75, 100]], 0.5))).toEqual([1, 0, 0, 0, 0, 0]);
    expect(counts(kindsOf(2, [[0.5, 0]], [[0.75, 100]], 0.4))).toEqual([1, 1, 0, 0, 0, 0]);
  });

  it('a false alarm of A that B puts right is an object gained and a false alarm gone', () => {
    // Shifted by 5 of 10 the IoU is 1/3: false.
    const kinds = kindsOf(1, [[0.9, 5]], [[0.8, 0]], 0.5);
    expect(counts(kinds)).toEqual([1, 0, 0, 0, 1, 0]);
    expect(kinds('gained')[0]).toMatchObject({ a: null, b: { box: [0, 0, 10, 10] } });
    expect(kinds('false-gone')[0]).toMatchObject({ gtBox: null, a: { box: [5, 0, 15, 10] }, b: null });
  });

  it('false alarms are apart, and the ones that overlap belong together', () => {
    const kinds = kindsOf(
      0,
      [
        [0.9, 0],
        [0.7, 50],
        [0.3, 80],
      ],
      [
        [0.8, 1],
        [0.6, 81],
        [0.75, 150],
      ],
      0.5,
    );
    expect(counts(kinds)).toEqual([0, 0, 0, 2, 1, 1]);
    expect(kinds('false-kept')[0]).toMatchObject({ a: { box: [0, 0, 10, 10] }, b: { box: [1, 0, 11, 10] } });
    expect(kinds('false-new').map(({ a, b }) => [a?.box[0] ?? null, b?.box[0]])).toEqual([
      [80, 81],
      [null, 150],
    ]);
  });

  it('every detection above the threshold is in one kind, and every object in at most one', () => {
    const a = Array.from({ length: 12 }, (_, i): [number, number] => [((i * 7) % 12) / 12, i * 50 + (i % 4)]);
    const b = Array.from({ length: 12 }, (_, i): [number, number] => [((i * 5) % 12) / 12, i * 50 + (i % 3)]);
    for (const thresh of [0, 0.2, 0.5, 0.9]) {
      const pairs = deltaKinds.flatMap(kindsOf(6, a, b, thresh));
      const above = (side: 'a' | 'b') => pairs.filter((pair) => (pair[side]?.score ?? 0) > Math.fround(thresh)).length;
      expect(above('a')).toBe(a.filter(([score]) => score > thresh).length);
      expect(above('b')).toBe(b.filter(([score]) => score > thresh).length);
      const objects = pairs.flatMap(({ gtBox }) => (gtBox === null ? [] : [gtBox[0]]));
      expect(new Set(objects).size).toBe(objects.length);
    }
  });
});

it.each([
  [0, 1, { kind: 'duplicate' }],
  [1, 1, { kind: 'other-class', classIndex: 0 }],
  [0, 5, { kind: 'loose', iou: expect.closeTo(1 / 3, 6) as number }],
  [1, 5, { kind: 'nothing' }],
  [0, 50, { kind: 'nothing' }],
] as const)('a detection of class %i at %i is false because of %j', (classIndex, x, reason) => {
  expect(explainFalseAlarm({ classIndex, box: gt(x).box }, [gt(0)])).toEqual(reason);
});
