import { averagePrecision, precisionRecall } from './average-precision';
import type { EvaluatedImage } from './evaluated-image';
import { matchClass } from './match-class';
import type { MatchRule } from './match-rule';
import { mean } from '../math/statistics';

const rule: MatchRule = { by: 'coco', iouThresh: 0.75, maxDetections: 100 };

/** COCO's AP75, how closely boxes fit: AP at an IoU of .75, mean over the classes that have ground truth, 0 to 1; null where none has. */
export function meanAp75(images: readonly EvaluatedImage[], classCount: number): number | null {
  const matched = Array.from({ length: classCount }, (_, classIndex) => matchClass(images, classIndex, rule));
  const aps = matched
    .filter(({ gtCount }) => gtCount > 0)
    .map(({ hits, gtCount }) => averagePrecision(precisionRecall(hits, gtCount), 'coco101'));
  return aps.length === 0 ? null : mean(aps);
}
