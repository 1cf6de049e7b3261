/**
 * From the RPN's answers to the boxes that the box head looks at (detectron2 `proposal_generator/proposal_utils.py`,
 * `find_top_rpn_proposals`), on the CPU side. Boxes are pixels of the network's input. A anchors over the whole grid.
 */
import type { BoxRowsXYXY } from '../geometry/box';
import { decodeBoxes, rpnBoxWeights } from '../geometry/box-coder';
import { clipBoxes, nonemptyIndices, takeRows } from '../geometry/clip-boxes';
import { nms } from '../geometry/nms';
import type { Size } from '../geometry/resize';
import { scoreOrder } from '../geometry/score-order';

/** What the proposal network says about one image. */
export interface ProposalInput {
  /** `[A * 4]`, flattened as (Hi, Wi, anchor of the cell). */
  readonly anchors: BoxRowsXYXY;
  /** `[A]`. */
  readonly objectnessLogits: Float32Array;
  /** `[A * 4]`. */
  readonly anchorDeltas: Float32Array;
  /** The image inside its padded batch, in pixels. */
  readonly imageSize: Size;
}

export interface ProposalLimits {
  /** Anchors that take part, best logits first; counted before boxes are clipped or dropped. */
  readonly preNmsTopN: number;
  /** Proposals that are kept at most. */
  readonly postNmsTopN: number;
  /** A box goes when its IoU with a better one is strictly greater. */
  readonly nmsThresh: number;
}

/** Boxes worth a look, best first: P ≤ `postNmsTopN`. */
export interface Proposals {
  /** `[P * 4]`, clipped to the image, none empty. */
  readonly boxes: BoxRowsXYXY;
  /** `[P]`, before the sigmoid. */
  readonly logits: Float32Array;
}

/**
 * Top logits → decode → clip → drop empty and non-finite boxes → NMS → best `postNmsTopN`.
 * In training the reference raises on non-finite boxes; here the loss reports that case.
 */
export function selectProposals(input: ProposalInput, limits: ProposalLimits): Proposals {
  const { anchors, objectnessLogits, anchorDeltas, imageSize } = input;
  const top = scoreOrder(objectnessLogits, limits.preNmsTopN);
  const decoded = decodeBoxes(takeRows(anchors, top), takeRows(anchorDeltas, top), rpnBoxWeights);
  const clipped = clipBoxes(decoded, imageSize.width, imageSize.height);
  const usable = nonemptyIndices(clipped).filter((row) => Number.isFinite(objectnessLogits[top[row]!]!));
  const boxes = takeRows(clipped, usable);
  const logits = Float32Array.from(usable, (row) => objectnessLogits[top[row]!]!);
  const kept = nms(boxes, logits, { iouThresh: limits.nmsThresh, maxKept: limits.postNmsTopN });
  return { boxes: takeRows(boxes, kept), logits: Float32Array.from(kept, (row) => logits[row]!) };
}
