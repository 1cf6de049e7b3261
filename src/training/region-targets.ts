import type { DetectorConfig } from '../method/detector-config';
import type { BoxRowsXYXY } from '../geometry/box';
import { encodeBoxes, roiBoxWeights } from '../geometry/box-coder';
import { takeRows } from '../geometry/clip-boxes';
import { pairwiseIou } from '../geometry/iou';
import { matchBoxes, roiMatcherConfig } from '../geometry/matcher';
import type { Random } from '../math/random';
import { sampleLabels } from './sampling';

/** Ground truth of one image in pixels of the network's input; G objects. */
export interface GtRows {
  /** `[G * 4]`, none empty. */
  readonly boxes: BoxRowsXYXY;
  /** `[G]`. */
  readonly classIndices: Int32Array;
}

/** Regions of one image that enter the box head's losses: always R = `boxBatchSizePerImage` rows. */
export interface RegionTargets {
  /** `[R * 4]`; rows from `count` on are zero and only keep the shape constant. */
  readonly boxes: BoxRowsXYXY;
  /** `[R]` class index, K for background. */
  readonly classIndices: Int32Array;
  /** `[R * 4]`, 0 for background. */
  readonly deltas: Float32Array;
  /** Rows that were sampled. */
  readonly count: number;
}

/**
 * Adds the ground truth to the proposals, matches at IoU 0.5, and draws the regions that enter the losses
 * (detectron2 `roi_heads.py` label_and_sample_proposals).
 * @param proposals `[P * 4]` in pixels of the network's input, none empty
 */
export function regionTargets(
  proposals: BoxRowsXYXY,
  gt: GtRows,
  config: Pick<DetectorConfig, 'boxBatchSizePerImage' | 'boxPositiveFraction' | 'classes'>,
  random: Random,
): RegionTargets {
  const candidates: BoxRowsXYXY = new Float32Array(proposals.length + gt.boxes.length);
  candidates.set(proposals);
  candidates.set(gt.boxes, proposals.length);
  const candidateCount = candidates.length / 4;
  const gtCount = gt.classIndices.length;
  const matches = matchBoxes(pairwiseIou(gt.boxes, candidates), gtCount, candidateCount, roiMatcherConfig);
  const rowsWith = (label: number): number[] =>
    [...matches.labels.keys()].filter((row) => matches.labels[row] === label);
  const limits = { count: config.boxBatchSizePerImage, positiveFraction: config.boxPositiveFraction };
  const { positives, negatives } = sampleLabels(rowsWith(1), rowsWith(0), limits, random);

  const boxes: BoxRowsXYXY = new Float32Array(limits.count * 4);
  boxes.set(takeRows(candidates, [...positives, ...negatives]));
  const classIndices = new Int32Array(limits.count).fill(config.classes.length);
  positives.forEach((row, i) => {
    classIndices[i] = gt.classIndices[matches.gtIndices[row]!]!;
  });
  const deltas = new Float32Array(limits.count * 4);
  const targets = takeRows(
    gt.boxes,
    positives.map((row) => matches.gtIndices[row]!),
  );
  deltas.set(encodeBoxes(takeRows(candidates, positives), targets, roiBoxWeights));
  return { boxes, classIndices, deltas, count: positives.length + negatives.length };
}
