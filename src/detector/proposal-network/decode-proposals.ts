import { CodedError } from '../../errors/coded-error';
import { clipBoxes, nonemptyIndices, takeRows } from '../../geometry/clip-boxes';
import type { RegionLabel } from '../../geometry/detections';
import { nms } from '../../geometry/nms';
import type { Size } from '../../geometry/resize';
import type { RegionProposals } from '../zero-shot/proposal-source';
import { networkClasses } from './network-classes';

/** What a detection network says about one image. Q queries, C classes. */
export interface NetworkOutput {
  /** `[Q * C]`, before the sigmoid; a box may be of several classes. */
  readonly logits: Float32Array;
  /** `[Q * 4]` centre, width and height, as parts of the image. */
  readonly boxes: Float32Array;
  readonly classes: number;
}

/** A region below is left out: little recall is lost, and CLIP looks at each that stays. */
const leastObjectness = 0.05;
/** Queries repeat each other where their scores are low. */
const overlapThresh = 0.7;
const mostRegions = 100;

/**
 * The regions that a network proposes: for each query the largest sigmoid of a class, which is its objectness; those of at least .05, without doubles (IoU .7, over
 * all classes), the best 100, cut to the image.
 *
 * @param image in pixels
 * @throws CodedError `bundle-file-broken` where a value is no number
 */
export function decodeProposals({ logits, boxes, classes }: NetworkOutput, image: Size): RegionProposals {
  const { labels, first } = networkClasses(classes);
  if (!logits.every((value) => !Number.isNaN(value)) || !boxes.every(Number.isFinite))
    throw new CodedError(
      'bundle-file-broken',
      'The proposal network gave values that are no numbers.',
      'Its weights are damaged: take another file of it.',
    );
  const corners = clipBoxes(cornersOf(boxes, image), image.width, image.height);
  const candidates = Array.from(nonemptyIndices(corners), (query) => ({
    query,
    ...bestClass(logits.subarray(query * classes, (query + 1) * classes), labels, first),
  })).filter(({ score }) => score >= leastObjectness);
  const rows = takeRows(
    corners,
    candidates.map(({ query }) => query),
  );
  const scores = Float32Array.from(candidates, ({ score }) => score);
  const kept = nms(rows, scores, { iouThresh: overlapThresh, maxKept: mostRegions });
  return {
    boxes: takeRows(rows, kept),
    verdicts: {
      objectness: Float32Array.from(kept, (row) => scores[row]!),
      labels: Array.from(kept, (row) => ({ label: candidates[row]!.label, score: candidates[row]!.score })),
    },
  };
}

function bestClass(logits: Float32Array, labels: readonly string[], first: number): RegionLabel {
  let best = first;
  for (let index = first + 1; index < logits.length; index++) if (logits[index]! > logits[best]!) best = index;
  return { label: labels[best]!, score: 1 / (1 + Math.exp(-logits[best]!)) };
}

function cornersOf(boxes: Float32Array, { width, height }: Size): Float32Array {
  const corners = new Float32Array(boxes.length);
  for (let at = 0; at < boxes.length; at += 4) {
    const [cx, cy, w, h] = [boxes[at]!, boxes[at + 1]!, boxes[at + 2]!, boxes[at + 3]!];
    corners.set([(cx - w / 2) * width, (cy - h / 2) * height, (cx + w / 2) * width, (cy + h / 2) * height], at);
  }
  return corners;
}
