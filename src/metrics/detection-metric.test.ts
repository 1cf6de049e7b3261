import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { detectionMetrics, evaluateMetric } from './detection-metric';
import { boxXYXY } from '../geometry/box';
import type { EvaluatedImage, GtBox, ScoredBox } from './evaluated-image';

interface Golden {
  readonly classCount: number;
  readonly images: readonly { readonly gt: readonly GtBox[]; readonly detections: readonly ScoredBox[] }[];
  readonly ap50: readonly number[];
  readonly ap: readonly number[];
  readonly meanAp50: number;
  readonly meanAp: number;
}

const golden = JSON.parse(readFileSync(new URL('goldens/coco-ap.json', import.meta.url), 'utf8')) as Golden;
const images = golden.images.map(({ gt, detections }): EvaluatedImage => ({ gtBoxes: gt, detections }));

describe('evaluateMetric', () => {
  it.each([
    ['coco50', golden.ap50, golden.meanAp50],
    ['coco50-95', golden.ap, golden.meanAp],
  ] as const)('%s is what pycocotools says', (metric, expected, mean) => {
    const values = evaluateMetric(images, golden.classCount, metric);
    expected.forEach((ap, k) => expect(Math.abs(values.classes[k]! - ap)).toBeLessThan(1e-6));
    expect(Math.abs(values.mean! - mean)).toBeLessThan(1e-6);
  });

  it('is VOC’s area by hand', () => {
    const box = (x: number) => boxXYXY(x, 0, x + 10, 10);
    const set = [
      {
        gtBoxes: [{ classIndex: 0, box: box(0) }],
        detections: [
          { classIndex: 0, score: 0.5, box: box(0) },
          { classIndex: 0, score: 0.75, box: box(50) },
        ],
      },
      {
        gtBoxes: [20, 40].map((x) => ({ classIndex: 0, box: box(x) })),
        detections: [{ classIndex: 0, score: 0.875, box: box(21) }],
      },
    ];
    expect(evaluateMetric(set, 2, 'voc-area')).toEqual({
      classes: [expect.closeTo(1 / 3 + (2 / 3) * (1 / 3), 12), null],
      mean: expect.closeTo(1 / 3 + (2 / 3) * (1 / 3), 12),
    });
  });

  it('says nothing where there is no ground truth', () => {
    for (const metric of detectionMetrics)
      expect(evaluateMetric([{ gtBoxes: [], detections: [] }], 2, metric)).toEqual({
        classes: [null, null],
        mean: null,
      });
  });
});
