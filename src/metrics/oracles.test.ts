import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { boxXYXY } from '../geometry/box';
import { mean } from '../math/statistics';
import { meanAp75 } from './ap75';
import { evaluateMetric } from './detection-metric';
import type { EvaluatedImage } from './evaluated-image';
import { cocoOracle } from './testing-coco';
import { referenceOracle, vocOracle } from './testing-voc';

const classCount = 2;
const classIndex = fc.nat(classCount - 1);

/** Few positions, sizes and scores: equal overlaps, overlaps at a threshold and equal scores are frequent. */
const coarse = fc
  .tuple(fc.nat(4), fc.nat(4), fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 }))
  .map(([x, y, w, h]) => boxXYXY(2 * x, 2 * y, 2 * (x + w), 2 * (y + h)));
const eighth = fc.integer({ min: 1, max: 7 }).map((n) => n / 8);

/** Positions off every grid of decimals or on it, as float32. */
const side = fc.oneof(
  fc.integer({ min: 0, max: 200 }).map((n) => n / 20),
  fc.double({ min: 0, max: 10, noNaN: true }),
);
const fine = fc
  .tuple(side, side, side, side)
  .map(([x, y, w, h]) => boxXYXY(Math.fround(x), Math.fround(y), Math.fround(x + w + 1), Math.fround(y + h + 1)));
const fineScore = fc.oneof(
  fc.integer({ min: 1, max: 31 }).map((n) => n / 32),
  fc.double({ min: 0.002, max: 1, noNaN: true }).map(Math.fround),
);

const imagesOf = (box: typeof coarse, score: typeof eighth): fc.Arbitrary<EvaluatedImage[]> =>
  fc.array(
    fc.record({
      gtBoxes: fc.array(
        fc.record({ classIndex, box, difficult: fc.boolean() }, { requiredKeys: ['classIndex', 'box'] }),
        { maxLength: 5 },
      ),
      detections: fc
        .array(fc.record({ classIndex, box, score }), { maxLength: 8 })
        .map((list) => list.toSorted((a, b) => b.score - a.score)),
    }),
    { minLength: 1, maxLength: 3 },
  );

function cocoFiles(images: readonly EvaluatedImage[]) {
  const bbox = ([x1, y1, x2, y2]: readonly [number, number, number, number]) => [x1, y1, x2 - x1, y2 - y1];
  return {
    instances: {
      images: images.map((_, id) => ({ id })),
      categories: Array.from({ length: classCount }, (_, id) => ({ id })),
      annotations: images.flatMap(({ gtBoxes }, image_id) =>
        gtBoxes.map((gt) => ({
          image_id,
          category_id: gt.classIndex,
          bbox: bbox(gt.box),
          iscrowd: gt.difficult === true ? 1 : 0,
        })),
      ),
    },
    results: images.flatMap(({ detections }, image_id) =>
      detections.map(({ classIndex: category_id, box, score }) => ({ image_id, category_id, bbox: bbox(box), score })),
    ),
  };
}

const close = (value: number | null) => (value === null ? null : expect.closeTo(value, 9));
const oracles = { numRuns: 150 };

it('COCO’s metrics are those of its definition, with crowds and equal overlaps', () => {
  fc.assert(
    fc.property(imagesOf(coarse, eighth), (images) => {
      const { instances, results } = cocoFiles(images);
      const expected = cocoOracle(instances, results);
      expect(evaluateMetric(images, classCount, 'coco50').classes).toEqual(
        expected.map((aps) => close(aps?.[0] ?? null)),
      );
      expect(evaluateMetric(images, classCount, 'coco50-95').classes).toEqual(
        expected.map((aps) => close(aps === null ? null : mean(aps))),
      );
      // .75 is the sixth of the ten thresholds.
      const at75 = expected.flatMap((aps) => aps?.[5] ?? []);
      expect(meanAp75(images, classCount)).toEqual(at75.length === 0 ? null : close(mean(at75)));
    }),
    oracles,
  );
});

it.each([
  ['voc2007', '11'],
  ['voc-area', 'area'],
] as const)('%s is that of its definition, with difficult objects and equal overlaps', (metric, points) => {
  fc.assert(
    fc.property(imagesOf(coarse, eighth), (images) => {
      expect(evaluateMetric(images, classCount, metric).classes).toEqual(
        [0, 1].map((k) => close(vocOracle(images, k, points))),
      );
    }),
    oracles,
  );
});

it.each([
  ['on a grid', coarse, eighth],
  ['anywhere', fine, fineScore],
] as const)('the paper’s evaluator is that of its definition, boxes %s', (_, box, score) => {
  fc.assert(
    fc.property(imagesOf(box, score), (images) => {
      const expected = [0, 1].map((k) => referenceOracle(images, k));
      const { classes, mean: all } = evaluateMetric(images, classCount, 'voc2007-reference');
      const wanted = images.some(({ gtBoxes }) => gtBoxes.some(({ difficult }) => difficult !== true));
      expect(classes).toEqual(wanted ? expected.map(close) : [null, null]);
      expect(all).toEqual(wanted ? close(mean(expected)) : null);
    }),
    oracles,
  );
});
