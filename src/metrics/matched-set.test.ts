import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { boxXYXY } from '../geometry/box';
import { detectionMetrics, evaluateMetric, rulesOf } from './detection-metric';
import type { EvaluatedImage } from './evaluated-image';
import { matchClass } from './match-class';
import { MatchedSet, matchesOfSets } from './matched-set';

const classCount = 2;

/** Few places and scores: boxes that compete and scores that are equal are frequent. */
const box = fc
  .tuple(fc.nat(3), fc.nat(3), fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 }))
  .map(([x, y, w, h]) => boxXYXY(2 * x, 2 * y, 2 * (x + w), 2 * (y + h)));
const classIndex = fc.nat(classCount - 1);
const image: fc.Arbitrary<EvaluatedImage> = fc.record({
  gtBoxes: fc.array(fc.record({ classIndex, box, difficult: fc.boolean() }, { requiredKeys: ['classIndex', 'box'] }), {
    maxLength: 4,
  }),
  detections: fc
    .array(fc.record({ classIndex, box, score: fc.integer({ min: 1, max: 7 }).map((n) => n / 8) }), { maxLength: 7 })
    .map((list) => list.toSorted((a, b) => b.score - a.score)),
});

it('is after every image what the whole list gives, by every metric and every rule', () => {
  fc.assert(
    fc.property(fc.array(image, { maxLength: 5 }), (images) => {
      const set = new MatchedSet(classCount);
      for (let done = 0; done <= images.length; done++) {
        if (done > 0) set.add(images[done - 1]!);
        const sofar = images.slice(0, done);
        for (const metric of detectionMetrics) {
          expect(set.metric(metric)).toEqual(evaluateMetric(sofar, classCount, metric));
          for (const rule of rulesOf(metric))
            expect(matchesOfSets([set], classCount, rule)).toEqual(
              Array.from({ length: classCount }, (_, k) => matchClass(sofar, k, rule)),
            );
        }
      }
    }),
    { numRuns: 60 },
  );
});

it('asked seldom, is the same as asked often', () => {
  fc.assert(
    fc.property(
      fc.array(image, { maxLength: 8 }),
      fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }),
      (images, asks) => {
        const set = new MatchedSet(classCount);
        images.forEach((one, at) => {
          set.add(one);
          if (asks[at]!)
            expect(set.metric('voc2007')).toEqual(evaluateMetric(images.slice(0, at + 1), classCount, 'voc2007'));
        });
        expect(set.metric('coco50-95')).toEqual(evaluateMetric(images, classCount, 'coco50-95'));
      },
    ),
    { numRuns: 60 },
  );
});

it('joins sets as one list of their images', () => {
  const rule = { by: 'voc', iouThresh: 0.5 } as const;
  fc.assert(
    fc.property(fc.array(fc.array(image, { maxLength: 3 }), { maxLength: 3 }), (lists) => {
      const sets = lists.map((list) => {
        const set = new MatchedSet(classCount);
        list.forEach((one) => set.add(one));
        return set;
      });
      expect(matchesOfSets(sets, classCount, rule)).toEqual(
        Array.from({ length: classCount }, (_, k) => matchClass(lists.flat(), k, rule)),
      );
    }),
    { numRuns: 100 },
  );
});
