import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { averagePrecision, precisionRecall, type ApMetric } from './average-precision';

const apMetrics: readonly ApMetric[] = ['voc2007', 'voc-area', 'coco101'];

describe('averagePrecision', () => {
  it.each([
    [[1, 0, 1, 1, 0], 4, 0.613636, 0.625, 0.628713],
    [[1], 2, 0.545455, 0.5, 0.50495],
    [[0, 1], 1, 0.5, 0.5, 0.5],
    [[1, 1, 0, 0, 1], 5, 0.509091, 0.52, 0.524752],
    [[0, 0], 3, 0, 0, 0],
    [[], 3, 0, 0, 0],
    [[1, 1, 1], 3, 1, 1, 1],
  ])('of %j among %i boxes', (hits, gtCount, voc2007, vocArea, coco101) => {
    const curve = precisionRecall(hits, gtCount);
    [voc2007, vocArea, coco101].forEach((expected, i) => {
      expect(Math.abs(averagePrecision(curve, apMetrics[i]!) - expected)).toBeLessThan(1e-6);
    });
  });

  const hitList = fc.array(fc.constantFrom(0, 1), { maxLength: 30 });

  it('lies between 0 and 1, and does not fall when a true positive is put on top', () => {
    fc.assert(
      fc.property(hitList, fc.nat(10), fc.constantFrom(...apMetrics), (hits, missed, metric) => {
        const gtCount = hits.filter(Boolean).length + missed + 1;
        const before = averagePrecision(precisionRecall(hits, gtCount), metric);
        const after = averagePrecision(precisionRecall([1, ...hits], gtCount), metric);
        expect(before).toBeGreaterThanOrEqual(0);
        expect(after).toBeLessThanOrEqual(1 + 1e-12);
        expect(after).toBeGreaterThanOrEqual(before - 1e-12);
      }),
    );
  });

  it('ignores false positives after the last true one', () => {
    fc.assert(
      fc.property(hitList, fc.constantFrom(...apMetrics), (hits, metric) => {
        const ap = (list: number[]) => averagePrecision(precisionRecall(list, 40), metric);
        expect(ap([...hits, 0, 0])).toBe(ap(hits));
      }),
    );
  });
});

describe('precisionRecall', () => {
  it('counts', () => {
    const { precision, recall } = precisionRecall([1, 0, 1], 4);
    expect([...precision]).toEqual([1, 1 / 2, 2 / 3]);
    expect([...recall]).toEqual([0.25, 0.25, 0.5]);
    expect([...precisionRecall([0], 0).recall]).toEqual([0]);
  });
});
