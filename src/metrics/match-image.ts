import { boxArea, boxIntersection, iou } from '../geometry/iou';
import type { BoxXYXY } from '../geometry/box';
import { scoreOrder } from '../geometry/score-order';
import { memo } from '../math/memo';
import type { EvaluatedImage } from './evaluated-image';
import { matchDetection, type Candidate, type MatchRule } from './match-rule';
import { inclusiveIou, writtenDetection, writtenScore, writtenTruth } from './reference-reading';

/** A detection with its verdict. */
export interface ImageMatch {
  /** Index in the image's detections. */
  readonly detection: number;
  /** As the rule reads it. */
  readonly score: number;
  /** Index in the image's ground truth of the box that was found; −1 for a false positive. */
  readonly gt: number;
  /** IoU with the box that was found, or else the best with any of the class. */
  readonly iou: number;
}

const knownMatches = memo((_image: EvaluatedImage) => new Map<string, readonly ImageMatch[]>());

/** The detections of one class in one image that count, best score first; computed once for each image and rule. */
export function matchImage(image: EvaluatedImage, classIndex: number, rule: MatchRule): readonly ImageMatch[] {
  const known = knownMatches(image);
  const key = `${classIndex} ${rule.by} ${rule.iouThresh} ${rule.by === 'coco' ? rule.maxDetections : ''}`;
  const matches =
    known.get(key) ??
    (rule.by === 'reference'
      ? matchAs(image, classIndex, rule, asWritten)
      : matchAs(image, classIndex, rule, asTheyAre));
  known.set(key, matches);
  return matches;
}

/** How boxes and scores are read before they are compared. */
interface Reading<Box> {
  readonly score: (score: number) => number;
  readonly detection: (box: BoxXYXY) => Box;
  readonly truth: (box: BoxXYXY) => Box;
  readonly iou: (detection: Box, truth: Box) => number;
}

const asTheyAre: Reading<BoxXYXY> = { score: (score) => score, detection: (box) => box, truth: (box) => box, iou };
const asWritten = { score: writtenScore, detection: writtenDetection, truth: writtenTruth, iou: inclusiveIou };

function matchAs<Box>(
  { gtBoxes, detections }: EvaluatedImage,
  classIndex: number,
  rule: MatchRule,
  reading: Reading<Box>,
): readonly ImageMatch[] {
  const truth = gtBoxes.flatMap((gt, index) =>
    gt.classIndex === classIndex
      ? [{ index, box: gt.box, read: reading.truth(gt.box), difficult: gt.difficult === true }]
      : [],
  );
  const own = detections.flatMap((detection, index) =>
    detection.classIndex === classIndex ? [{ index, box: detection.box, score: reading.score(detection.score) }] : [],
  );
  const order = scoreOrder(
    Float32Array.from(own, ({ score }) => score),
    rule.by === 'coco' ? rule.maxDetections : Infinity,
  );
  const taken = new Set<number>();
  const matches: ImageMatch[] = [];
  for (const at of order) {
    const { index, box, score } = own[at]!;
    const read = reading.detection(box);
    const candidates = truth.map((gt, i): Candidate => ({
      iou: reading.iou(read, gt.read),
      coverage: gt.difficult ? boxIntersection(box, gt.box) / boxArea(box) : 0,
      difficult: gt.difficult,
      taken: taken.has(i),
    }));
    const found = matchDetection(candidates, rule);
    if (found === 'ignored') continue;
    if (found !== null) taken.add(found);
    matches.push({
      detection: index,
      score,
      gt: found === null ? -1 : truth[found]!.index,
      iou: found === null ? Math.max(0, ...candidates.map((gt) => gt.iou)) : candidates[found]!.iou,
    });
  }
  return matches;
}
