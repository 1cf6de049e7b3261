import type { DetectorConfig } from '../method/detector-config';
import type { BoxRowsXYXY } from '../geometry/box';
import { encodeBoxes, rpnBoxWeights } from '../geometry/box-coder';
import { takeRows } from '../geometry/clip-boxes';
import { pairwiseIou } from '../geometry/iou';
import { matchBoxes, rpnMatcherConfig } from '../geometry/matcher';
import type { Random } from '../math/random';
import { sampleLabels } from './sampling';

/** Targets of the proposal network for one image of A anchors. */
export interface RpnTargets {
  /** `[A]` 1 object, 0 background; 0 too where nothing was sampled. */
  readonly labels: Float32Array;
  /** `[A]` 1 where the anchor enters the loss. */
  readonly sampled: Float32Array;
  /** `[A * 4]`, 0 except for sampled positives. */
  readonly deltas: Float32Array;
}

/**
 * Matches anchors to ground truth and draws those that enter the loss (detectron2 `rpn.py` label_and_sample_anchors).
 * @param anchors `[A * 4]` in pixels; anchors across the image's border take part
 * @param gtBoxes `[G * 4]` in the same pixels, none empty
 */
export function rpnTargets(
  anchors: BoxRowsXYXY,
  gtBoxes: BoxRowsXYXY,
  config: Pick<DetectorConfig, 'rpnBatchSizePerImage' | 'rpnPositiveFraction'>,
  random: Random,
): RpnTargets {
  const anchorCount = anchors.length / 4;
  const matches = matchBoxes(pairwiseIou(gtBoxes, anchors), gtBoxes.length / 4, anchorCount, rpnMatcherConfig);
  const limits = { count: config.rpnBatchSizePerImage, positiveFraction: config.rpnPositiveFraction };
  const rowsWith = (label: number): number[] =>
    [...matches.labels.keys()].filter((row) => matches.labels[row] === label);
  const { positives, negatives } = sampleLabels(rowsWith(1), rowsWith(0), limits, random);

  const labels = new Float32Array(anchorCount);
  const sampled = new Float32Array(anchorCount);
  const deltas = new Float32Array(anchorCount * 4);
  const targets = takeRows(
    gtBoxes,
    positives.map((row) => matches.gtIndices[row]!),
  );
  const encoded = encodeBoxes(takeRows(anchors, positives), targets, rpnBoxWeights);
  positives.forEach((row, i) => {
    labels[row] = 1;
    sampled[row] = 1;
    deltas.set(encoded.subarray(i * 4, i * 4 + 4), row * 4);
  });
  for (const row of negatives) sampled[row] = 1;
  return { labels, sampled, deltas };
}
