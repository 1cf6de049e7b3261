import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boxXYXY, type BoxRowsXYXY } from './box';
import { iou } from './iou';
import { nms, nmsPerClass } from './nms';
import { scoreOrder } from './score-order';

function boxAt(boxes: BoxRowsXYXY, row: number) {
  const [x1, y1, x2, y2] = boxes.subarray(row * 4, row * 4 + 4) as unknown as [number, number, number, number];
  return boxXYXY(x1, y1, x2, y2);
}

/** The definition, without any care for speed. */
function naiveNms(boxes: BoxRowsXYXY, scores: Float32Array, iouThresh: number): number[] {
  const order = [...scores.keys()].sort((a, b) => scores[b]! - scores[a]! || a - b);
  const kept: number[] = [];
  for (const i of order) if (kept.every((k) => !(iou(boxAt(boxes, i), boxAt(boxes, k)) > iouThresh))) kept.push(i);
  return kept;
}

const row = fc
  .tuple(
    fc.integer({ min: 0, max: 20 }),
    fc.integer({ min: 0, max: 20 }),
    fc.integer({ min: 1, max: 15 }),
    fc.integer({ min: 1, max: 15 }),
  )
  .map(([x, y, w, h]) => [x, y, x + w, y + h]);
const scene = fc
  .array(fc.tuple(row, fc.integer({ min: 0, max: 8 }), fc.integer({ min: 0, max: 2 })), { maxLength: 40 })
  .map((items) => ({
    boxes: Float32Array.from(items.flatMap(([box]) => box)),
    scores: Float32Array.from(items, ([, score]) => score / 8),
    classes: Int32Array.from(items, ([, , classIndex]) => classIndex),
  }));

describe('nms', () => {
  it('keeps a box whose IoU equals the threshold', () => {
    const boxes = Float32Array.of(0, 0, 1, 1, 0, 0, 0.5, 1);
    const scores = Float32Array.of(0.9, 0.8);
    expect([...nms(boxes, scores, { iouThresh: 0.5 })]).toEqual([0, 1]);
    expect([...nms(boxes, scores, { iouThresh: 0.49 })]).toEqual([0]);
  });

  it('takes equal scores in index order', () => {
    const boxes = Float32Array.of(0, 0, 10, 10, 0, 0, 10, 9, 50, 50, 60, 60);
    expect([...nms(boxes, Float32Array.of(0.5, 0.5, 0.5), { iouThresh: 0.5 })]).toEqual([0, 2]);
  });

  it('agrees with the definition', () => {
    fc.assert(
      fc.property(scene, fc.constantFrom(0.1, 0.3, 0.5, 0.7), ({ boxes, scores }, iouThresh) => {
        expect([...nms(boxes, scores, { iouThresh })]).toEqual(naiveNms(boxes, scores, iouThresh));
      }),
    );
  });

  it('is idempotent, and stops early with the same first ones', () => {
    fc.assert(
      fc.property(scene, fc.nat(10), ({ boxes, scores }, maxKept) => {
        const kept = nms(boxes, scores, { iouThresh: 0.4 });
        const again = nms(
          Float32Array.from([...kept].flatMap((i) => [...boxAt(boxes, i)])),
          Float32Array.from(kept, (i) => scores[i]!),
          { iouThresh: 0.4 },
        );
        expect([...again]).toEqual([...kept.keys()]);
        expect(nms(boxes, scores, { iouThresh: 0.4, maxKept })).toEqual(kept.slice(0, maxKept));
      }),
    );
  });

  it('handles the 12000 proposals of training', () => {
    const boxes = new Float32Array(12000 * 4);
    const scores = new Float32Array(12000);
    for (let i = 0; i < 12000; i++) {
      const x = (i * 7919) % 1000;
      const y = (i * 104729) % 600;
      boxes.set([x, y, x + 20 + (i % 80), y + 20 + (i % 60)], i * 4);
      scores[i] = (i * 15485863) % 65537;
    }
    const start = performance.now();
    expect(nms(boxes, scores, { iouThresh: 0.7, maxKept: 2000 })).toHaveLength(2000);
    expect(performance.now() - start).toBeLessThan(2000);
  });
});

describe('nmsPerClass', () => {
  it('equals one run per class', () => {
    fc.assert(
      fc.property(scene, ({ boxes, scores, classes }) => {
        const kept = nmsPerClass(boxes, scores, classes, { iouThresh: 0.3 });
        for (const classIndex of [0, 1, 2]) {
          const rows = [...classes.keys()].filter((i) => classes[i] === classIndex);
          const single = nms(
            Float32Array.from(rows.flatMap((i) => [...boxAt(boxes, i)])),
            Float32Array.from(rows, (i) => scores[i]!),
            { iouThresh: 0.3 },
          );
          expect([...kept].filter((i) => classes[i] === classIndex)).toEqual(Array.from(single, (i) => rows[i]!));
        }
      }),
    );
  });
});

describe('scoreOrder', () => {
  it('sorts negative, equal and non-finite scores', () => {
    expect([...scoreOrder(Float32Array.of(-1, NaN, 2, -0, 0, -Infinity, Infinity, 2))]).toEqual([
      6, 2, 7, 3, 4, 0, 5, 1,
    ]);
  });

  it('agrees with a comparator', () => {
    fc.assert(
      fc.property(fc.array(fc.float({ noNaN: true })), (values) => {
        const scores = Float32Array.from(values);
        const expected = [...scores.keys()].sort(
          (a, b) => Number(scores[b]! > scores[a]!) - Number(scores[b]! < scores[a]!) || a - b,
        );
        expect([...scoreOrder(scores)]).toEqual(expected);
      }),
    );
  });
});
