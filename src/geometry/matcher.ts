/** How boxes are assigned to ground truth by their IoU (detectron2 `modeling/matcher.py`). */
export interface MatcherConfig {
  /** Ascending IoU limits that cut [0, 1] into `thresholds.length + 1` bands; a limit belongs to the band above it. */
  readonly thresholds: readonly number[];
  /** One label per band: 1 positive, 0 negative, -1 ignored. */
  readonly labels: readonly (-1 | 0 | 1)[];
  /** Every ground-truth box makes the boxes that overlap it best, ties included, positive. */
  readonly allowLowQualityMatches: boolean;
}

/** Matching of anchors in the proposal network. */
export const rpnMatcherConfig: MatcherConfig = {
  thresholds: [0.3, 0.7],
  labels: [0, -1, 1],
  allowLowQualityMatches: true,
};

/** Matching of proposals in the box head. */
export const roiMatcherConfig: MatcherConfig = { thresholds: [0.5], labels: [0, 1], allowLowQualityMatches: false };

/** The assignment of N boxes. */
export interface Matches {
  /** `[N]` index of the ground-truth box with the highest IoU, the first of equals; 0 where there is no ground truth. */
  readonly gtIndices: Int32Array;
  /** `[N]` label of the band that this IoU falls into. */
  readonly labels: Int8Array;
}

/**
 * Assigns every box to one ground-truth box. A low-quality match changes only the label: the index stays the argmax.
 * Intended deviation from detectron2: a ground-truth box that no box overlaps forces nothing (there, every box with IoU 0 turns positive).
 * @param quality `[gtCount * N]`, IoU of ground-truth row and box column.
 * @param boxCount N.
 * @throws RangeError where the sizes disagree.
 */
export function matchBoxes(quality: Float32Array, gtCount: number, boxCount: number, config: MatcherConfig): Matches {
  if (quality.length !== gtCount * boxCount) {
    throw new RangeError(`quality has ${quality.length} values, not ${gtCount} × ${boxCount}`);
  }
  if (config.labels.length !== config.thresholds.length + 1) {
    throw new RangeError(`${config.thresholds.length} thresholds need ${config.thresholds.length + 1} labels`);
  }
  const gtIndices = new Int32Array(boxCount);
  const labels = new Int8Array(boxCount).fill(config.labels[0]!);
  // Qualities are float32, and so the limits must be: 0.7 as a double is greater than 0.7 as a float.
  const thresholds = config.thresholds.map(Math.fround);
  if (gtCount === 0) return { gtIndices, labels };
  for (let n = 0; n < boxCount; n++) {
    let best = quality[n]!;
    for (let g = 1; g < gtCount; g++) {
      if (quality[g * boxCount + n]! > best) {
        best = quality[g * boxCount + n]!;
        gtIndices[n] = g;
      }
    }
    for (let t = 0; t < thresholds.length && best >= thresholds[t]!; t++) labels[n] = config.labels[t + 1]!;
  }
  if (config.allowLowQualityMatches) forceBestMatches(quality, gtCount, boxCount, labels);
  return { gtIndices, labels };
}

function forceBestMatches(quality: Float32Array, gtCount: number, boxCount: number, labels: Int8Array): void {
  for (let g = 0; g < gtCount; g++) {
    const row = quality.subarray(g * boxCount, (g + 1) * boxCount);
    let best = 0;
    for (const value of row) if (value > best) best = value;
    if (best === 0) continue;
    for (let n = 0; n < boxCount; n++) if (row[n] === best) labels[n] = 1;
  }
}
