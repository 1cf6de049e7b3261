import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { detectionMetrics, evaluateMetric } from './detection-metric';
import type { EvaluatedImage, GtBox, ScoredBox } from './evaluated-image';
import { evaluateVoc } from './voc-evaluation';

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

  it('agrees with the VOC evaluation on its metrics', () => {
    const voc = evaluateVoc(images, ['a', 'b', 'c']);
    for (const metric of ['voc2007', 'voc-area'] as const)
      expect(evaluateMetric(images, 3, metric).mean).toBeCloseTo(voc.meanAp![metric], 12);
  });

  it('says nothing where there is no ground truth', () => {
    for (const metric of detectionMetrics)
      expect(evaluateMetric([{ gtBoxes: [], detections: [] }], 2, metric)).toEqual({
        classes: [null, null],
        mean: null,
      });
  });
});
