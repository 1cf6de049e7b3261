import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { detectionMetrics, evaluateMetric } from './detection-metric';
import { boxXYXY } from '../geometry/box';
import type { EvaluatedImage, GtBox, ScoredBox } from './evaluated-image';

interface GoldenCase {
  readonly name: string;
  readonly classCount: number;
  readonly images: readonly { readonly gt: readonly GtBox[]; readonly detections: readonly ScoredBox[] }[];
}

/** AP of each class, null for one without objects, and their mean. */
interface CocoCase extends GoldenCase {
  readonly ap50: readonly (number | null)[];
  readonly ap: readonly (number | null)[];
  readonly meanAp50: number;
  readonly meanAp: number;
}

/** `voc_eval` gives 0 or NaN to a class without objects, and its caller counts both. */
interface VocCase extends GoldenCase {
  readonly voc2007?: readonly number[];
  readonly vocArea?: readonly (number | null)[];
  readonly reference: readonly number[];
  readonly meanReference: number;
}

function readGolden(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`goldens/${name}`, import.meta.url), 'utf8'));
}

const { cases: cocoCases } = readGolden('coco-ap.json') as { readonly cases: readonly CocoCase[] };
const { cases: vocCases } = readGolden('voc-ap.json') as { readonly cases: readonly VocCase[] };
const imagesOf = ({ images }: GoldenCase) =>
  images.map(({ gt, detections }): EvaluatedImage => ({ gtBoxes: gt, detections }));
const close = (value: number | null) => (value === null ? null : expect.closeTo(value, 6));

describe('evaluateMetric', () => {
  it.each(cocoCases)('is what pycocotools says, $name', (golden) => {
    const images = imagesOf(golden);
    expect(evaluateMetric(images, golden.classCount, 'coco50')).toEqual({
      classes: golden.ap50.map(close),
      mean: close(golden.meanAp50),
    });
    expect(evaluateMetric(images, golden.classCount, 'coco50-95')).toEqual({
      classes: golden.ap.map(close),
      mean: close(golden.meanAp),
    });
  });

  it.each(vocCases.filter(({ voc2007 }) => voc2007 !== undefined))('is what voc_eval says, $name', (golden) => {
    const images = imagesOf(golden);
    const known = (ap: number | null, k: number) =>
      images.some(({ gtBoxes }) => gtBoxes.some((gt) => gt.classIndex === k && gt.difficult !== true))
        ? close(ap)
        : null;
    expect(evaluateMetric(images, golden.classCount, 'voc2007').classes).toEqual(golden.voc2007!.map(known));
    expect(evaluateMetric(images, golden.classCount, 'voc-area').classes).toEqual(golden.vocArea!.map(known));
  });

  it.each(vocCases)('is what the paper’s evaluator says, $name', (golden) => {
    expect(evaluateMetric(imagesOf(golden), golden.classCount, 'voc2007-reference')).toEqual({
      classes: golden.reference.map(close),
      mean: close(golden.meanReference),
    });
  });

  it('puts the earlier image first where the paper’s evaluator leaves equal scores to chance', () => {
    const image = (score: number, x: number): EvaluatedImage => ({
      gtBoxes: [{ classIndex: 0, box: boxXYXY(0, 0, 40, 40) }],
      detections: [{ classIndex: 0, score, box: boxXYXY(x, 0, x + 40, 40) }],
    });
    const ap = (...images: readonly EvaluatedImage[]) => evaluateMetric(images, 1, 'voc2007-reference').mean;
    // .5001 and .5004 are both printed as .500.
    expect(ap(image(0.5001, 0), image(0.5004, 100))).toBeCloseTo(6 / 11, 12);
    expect(ap(image(0.5004, 100), image(0.5001, 0))).toBeCloseTo(3 / 11, 12);
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
