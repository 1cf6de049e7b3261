/**
 * Average precision of one class from its ranked detections, in three definitions that the literature mixes. Always show which
 * one a number is.
 */

/** `voc2007`: 11 recall points. `voc-area`: area under the envelope (VOC 2010 and later). `coco101`: 101 recall points, COCO's interpolation. */
export type ApMetric = 'voc2007' | 'voc-area' | 'coco101';

/** Precision and recall after each detection, best score first. */
export interface PrecisionRecall {
  /** `[N]`, 0 to 1. */
  readonly precision: Float64Array;
  /** `[N]`, 0 to 1, never falling. */
  readonly recall: Float64Array;
}

/**
 * The curve of ranked detections.
 * @param truePositives `[N]` 1 for a true positive, 0 for a false one, best score first.
 * @param gtCount ground-truth boxes of the class; where it is 0 the recall is 0.
 */
export function precisionRecall(truePositives: ArrayLike<number>, gtCount: number): PrecisionRecall {
  const count = truePositives.length;
  const precision = new Float64Array(count);
  const recall = new Float64Array(count);
  let hits = 0;
  for (let i = 0; i < count; i++) {
    if (truePositives[i] !== 0) hits++;
    precision[i] = hits / (i + 1);
    recall[i] = gtCount === 0 ? 0 : hits / gtCount;
  }
  return { precision, recall };
}

/** Average precision, 0 to 1; 0 without any true positive. */
export function averagePrecision({ precision, recall }: PrecisionRecall, metric: ApMetric): number {
  const envelope = precisionEnvelope(precision);
  switch (metric) {
    case 'voc2007':
      // i * 0.1 is what np.arange(0, 1.1, 0.1) holds: its 0.30000000000000004 is missed by a recall of exactly 3/10, and i / 10 would count it.
      return interpolated(envelope, recall, 11, (i) => i * 0.1);
    case 'coco101':
      return interpolated(envelope, recall, 101, (i) => i * 0.01);
    case 'voc-area':
      return area(envelope, recall);
    default:
      return metric satisfies never;
  }
}

/** The precision reached at each detection or at any later one: the monotone curve that all definitions integrate. */
export function precisionEnvelope(precision: Float64Array): Float64Array {
  const envelope = precision.slice();
  for (let i = envelope.length - 2; i >= 0; i--) envelope[i] = Math.max(envelope[i]!, envelope[i + 1]!);
  return envelope;
}

function interpolated(
  envelope: Float64Array,
  recall: Float64Array,
  points: number,
  level: (i: number) => number,
): number {
  let sum = 0;
  let at = 0;
  for (let i = 0; i < points; i++) {
    while (at < recall.length && recall[at]! < level(i)) at++;
    if (at === recall.length) break;
    sum += envelope[at]!;
  }
  return sum / points;
}

function area(envelope: Float64Array, recall: Float64Array): number {
  let sum = 0;
  let previous = 0;
  for (let i = 0; i < recall.length; i++) {
    sum += (recall[i]! - previous) * envelope[i]!;
    previous = recall[i]!;
  }
  return sum;
}
