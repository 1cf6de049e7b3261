import type { BoxXYXY } from '../geometry/box';
import type { Detection } from '../geometry/detections';

/** A ground-truth box. */
export interface GtBox {
  readonly classIndex: number;
  readonly box: BoxXYXY;
  /** VOC's flag: neither missed nor found, it counts nowhere. */
  readonly difficult?: boolean;
}

/** What an evaluation needs of a detection. */
export type ScoredBox = Pick<Detection, 'classIndex' | 'score' | 'box'>;

/** One image of the set, ground truth and detections in the same pixels. */
export interface EvaluatedImage {
  readonly gtBoxes: readonly GtBox[];
  readonly detections: readonly ScoredBox[];
}
