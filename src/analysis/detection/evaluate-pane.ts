import type { BoxXYXY } from '../../geometry/box';
import type { Detection } from '../../geometry/detections';
import { matchClass } from '../../metrics/match-class';

/** An object of a picture as it is known. */
export interface GroundTruth {
  readonly className: string;
  readonly box: BoxXYXY;
  /** A difficult object or a crowd, which may be found and need not be. */
  readonly ignored?: boolean;
}

export interface PaneEvaluation<Truth extends GroundTruth = GroundTruth> {
  /** One verdict per detection, in their order. */
  readonly verdicts: readonly ('true-positive' | 'false-positive' | 'ignored')[];
  /** For each detection its IoU with the object that it found, or else the best with any of its class; null for an ignored one. */
  readonly ious: readonly (number | null)[];
  /** The objects that were found, each with the index of its detection. */
  readonly found: ReadonlyMap<Truth, number>;
  /** Ground-truth boxes that no detection found, without ignored ones. */
  readonly missed: readonly Truth[];
}

/** Greedy matching from IoU 0.5 on within a class, best score first, as COCO has it: every ground-truth box is found at most once, and what lies in an ignored one does not count. */
export function evaluatePane<Truth extends GroundTruth>(
  detections: readonly Detection[],
  groundTruth: readonly Truth[],
): PaneEvaluation<Truth> {
  const names = [...new Set(groundTruth.map(({ className }) => className))];
  const image = {
    gtBoxes: groundTruth.map(({ className, box, ignored = false }) => ({
      classIndex: names.indexOf(className),
      box,
      difficult: ignored,
    })),
    detections: detections.map(({ className, score, box }) => ({ classIndex: names.indexOf(className), score, box })),
  };
  const ious = new Map<number, number>();
  const correct = new Set<number>();
  const found = new Map<Truth, number>();
  names.forEach((_, classIndex) => {
    const matches = matchClass([image], classIndex, { by: 'coco', iouThresh: 0.5, maxDetections: Infinity });
    matches.gt.forEach((gt, i) => {
      const detection = matches.detections[i]!;
      ious.set(detection, matches.ious[i]!);
      if (gt < 0) return;
      correct.add(detection);
      found.set(groundTruth[gt]!, detection);
    });
  });
  const isIgnored = (at: number) => names.includes(detections[at]!.className) && !ious.has(at);
  return {
    verdicts: detections.map((_, i) =>
      correct.has(i) ? 'true-positive' : isIgnored(i) ? 'ignored' : 'false-positive',
    ),
    ious: detections.map((_, i) => (isIgnored(i) ? null : (ious.get(i) ?? 0))),
    found,
    missed: groundTruth.filter((truth) => truth.ignored !== true && !found.has(truth)),
  };
}
