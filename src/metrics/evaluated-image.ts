import type { BoxXYXY } from '../geometry/box';
import type { Detection } from '../geometry/detections';

/** A ground-truth box. */
export interface GtBox {
  readonly classIndex: number;
  readonly box: BoxXYXY;
  /** Neither wanted nor refused: VOC's `difficult` or COCO's `iscrowd`. Each match rule says what becomes of detections on it. */
  readonly difficult?: boolean;
}

/** What an evaluation needs of a detection. */
export type ScoredBox = Pick<Detection, 'classIndex' | 'score' | 'box'>;

/** One image of the set, ground truth and detections in the same pixels. */
export interface EvaluatedImage {
  readonly gtBoxes: readonly GtBox[];
  readonly detections: readonly ScoredBox[];
}
