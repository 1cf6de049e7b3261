import { boxXYXY, type BoxRowsXYXY, type BoxXYXY } from './box';
import { nmsPerClass } from './nms';
import { softNmsPerClass, type SoftNmsResult } from './soft-nms';

/** What a network that proposes regions calls one of them, in its own words. */
export interface RegionLabel {
  readonly label: string;
  /** Probability, 0 to 1. */
  readonly score: number;
}

/** What the box head says about one image, before any threshold. R regions, K classes. */
export interface RawDetections {
  /** Pixels of the original image. */
  readonly width: number;
  /** Pixels of the original image. */
  readonly height: number;
  /** K names. */
  readonly classes: readonly string[];
  /** `[R * K * 4]` decoded class-specific boxes in pixels of the original image, clipped to it. */
  readonly boxes: Float32Array;
  /** `[R * (K + 1)]` softmax per region, background last; where a network proposed the regions, what `regionScores` of src/detector makes of it. */
  readonly scores: Float32Array;
  /** R labels of the network that proposed the regions; absent where nothing but a box was proposed. */
  readonly proposedAs?: readonly RegionLabel[];
  /** A box lowers the scores of those of its class that it overlaps; absent where they go. */
  readonly suppression?: 'soft';
}

/** One object found in an image. */
export interface Detection {
  readonly classIndex: number;
  readonly className: string;
  /** Probability, 0 to 1. */
  readonly score: number;
  /** Pixels of the original image. */
  readonly box: BoxXYXY;
  /** Row of {@link RawDetections} it comes from; one region can yield several classes. */
  readonly region: number;
  /** What the network that proposed the region calls it; absent where none did. */
  readonly proposedAs?: RegionLabel;
}

/** The sliders of detection. */
export interface DetectionThresholds {
  /** A score must be strictly greater. */
  readonly boxScoreThresh: number;
  /** A box goes when its IoU with a better one of the same class is strictly greater; soft suppression has no such threshold. */
  readonly boxNmsThresh: number;
  /** The most that are returned. */
  readonly detectionsPerImage: number;
}

/**
 * Detections of one image (detectron2 `fast_rcnn_inference_single_image`): score threshold, empty boxes dropped, NMS per class, best ones first.
 * Fast enough for every tick of a slider. Empty boxes go before the limit on the count, not after it as in detectron2: no place is lost to them.
 * @throws RangeError where the lengths of `boxes`, `scores` and `classes` disagree.
 */
export function postprocess(raw: RawDetections, thresholds: DetectionThresholds): Detection[] {
  const classCount = raw.classes.length;
  const regionCount = raw.scores.length / (classCount + 1);
  if (raw.boxes.length !== regionCount * classCount * 4) {
    throw new RangeError(
      `${raw.boxes.length} box and ${raw.scores.length} score values do not belong to ${classCount} classes`,
    );
  }
  const candidates = selectCandidates(raw, thresholds.boxScoreThresh, regionCount);
  const { rows, scores } = raw.suppression === 'soft' ? softened(candidates, thresholds) : best(candidates, thresholds);
  return Array.from(rows, (candidate, at) => {
    const classIndex = candidates.classes[candidate]!;
    const corner = candidate * 4;
    const { boxes } = candidates;
    const region = candidates.regions[candidate]!;
    const proposedAs = raw.proposedAs?.[region];
    return {
      classIndex,
      className: raw.classes[classIndex]!,
      score: scores[at]!,
      box: boxXYXY(boxes[corner]!, boxes[corner + 1]!, boxes[corner + 2]!, boxes[corner + 3]!),
      region,
      ...(proposedAs ? { proposedAs } : {}),
    };
  });
}

/** Those that no better one of their class overlaps by more than the threshold. */
function best({ boxes, scores, classes }: Candidates, thresholds: DetectionThresholds): SoftNmsResult {
  const rows = nmsPerClass(boxes, scores, classes, {
    iouThresh: thresholds.boxNmsThresh,
    maxKept: thresholds.detectionsPerImage,
  });
  return { rows, scores: Float32Array.from(rows, (row) => scores[row]!) };
}

/** RegionCLIP leaves out a score below .001 before and while scores fall; here that is the score threshold, where it is higher. */
const leastSoftScore = 0.001;

function softened({ boxes, scores, classes }: Candidates, thresholds: DetectionThresholds): SoftNmsResult {
  return softNmsPerClass(boxes, scores, classes, {
    pruneThresh: Math.fround(Math.max(leastSoftScore, thresholds.boxScoreThresh)),
    maxKept: thresholds.detectionsPerImage,
  });
}

interface Candidates {
  readonly boxes: BoxRowsXYXY;
  readonly scores: Float32Array;
  readonly classes: Int32Array;
  readonly regions: Int32Array;
}

function selectCandidates(raw: RawDetections, boxScoreThresh: number, regionCount: number): Candidates {
  const classCount = raw.classes.length;
  const capacity = regionCount * classCount;
  const boxes = new Float32Array(capacity * 4);
  const scores = new Float32Array(capacity);
  const classes = new Int32Array(capacity);
  const regions = new Int32Array(capacity);
  // Scores are float32, and so the limit must be: 0.05 as a float is greater than 0.05 as a double.
  const limit = Math.fround(boxScoreThresh);
  let count = 0;
  for (let region = 0; region < regionCount; region++) {
    for (let k = 0; k < classCount; k++) {
      const score = raw.scores[region * (classCount + 1) + k]!;
      if (!(score > limit)) continue;
      const at = (region * classCount + k) * 4;
      const nonempty = raw.boxes[at + 2]! > raw.boxes[at]! && raw.boxes[at + 3]! > raw.boxes[at + 1]!;
      if (!nonempty) continue;
      for (let c = 0; c < 4; c++) boxes[count * 4 + c] = raw.boxes[at + c]!;
      scores[count] = score;
      classes[count] = k;
      regions[count] = region;
      count++;
    }
  }
  return {
    boxes: boxes.subarray(0, count * 4),
    scores: scores.subarray(0, count),
    classes: classes.subarray(0, count),
    regions: regions.subarray(0, count),
  };
}
