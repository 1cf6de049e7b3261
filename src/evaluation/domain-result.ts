import { evaluateMetric } from '../metrics/detection-metric';
import type { EvaluatedImage } from '../metrics/evaluated-image';

/** Average precision at IoU .5, 0 to 1, by the definitions that the literature mixes; null where there is no ground truth. */
export interface ApByMetric {
  /** VOC 2007, 11 points. */
  readonly voc11: number | null;
  /** VOC, area. */
  readonly vocArea: number | null;
  /** VOC 2007 as the paper's own evaluator has it, with its pixels and its rounding; a class without ground truth is then 0. */
  readonly voc11Reference: number | null;
  /** COCO: pycocotools' AP50. */
  readonly coco101: number | null;
}

export interface ClassResult extends ApByMetric {
  readonly name: string;
  readonly groundTruths: number;
  /** Mean AP over the IoU thresholds .50 to .95: pycocotools' AP. */
  readonly coco5095: number | null;
}

export interface DomainResult {
  readonly domain: string;
  readonly images: number;
  readonly classes: readonly ClassResult[];
  /** Means over the classes that have ground truth; {@link ApByMetric.voc11Reference} over all. */
  readonly map50: ApByMetric;
  /** The same of {@link ClassResult.coco5095}. */
  readonly map5095: number | null;
}

/** Scores detections that are already there. */
export function domainResult(
  domain: string,
  images: readonly EvaluatedImage[],
  classNames: readonly string[],
): DomainResult {
  const voc11 = evaluateMetric(images, classNames.length, 'voc2007');
  const vocArea = evaluateMetric(images, classNames.length, 'voc-area');
  const reference = evaluateMetric(images, classNames.length, 'voc2007-reference');
  const coco101 = evaluateMetric(images, classNames.length, 'coco50');
  const coco5095 = evaluateMetric(images, classNames.length, 'coco50-95');
  return {
    domain,
    images: images.length,
    classes: classNames.map((name, k) => ({
      name,
      groundTruths: images.reduce(
        (sum, { gtBoxes }) =>
          sum + gtBoxes.filter(({ classIndex, difficult }) => classIndex === k && difficult !== true).length,
        0,
      ),
      voc11: voc11.classes[k]!,
      vocArea: vocArea.classes[k]!,
      voc11Reference: reference.classes[k]!,
      coco101: coco101.classes[k]!,
      coco5095: coco5095.classes[k]!,
    })),
    map50: {
      voc11: voc11.mean,
      vocArea: vocArea.mean,
      voc11Reference: reference.mean,
      coco101: coco101.mean,
    },
    map5095: coco5095.mean,
  };
}
