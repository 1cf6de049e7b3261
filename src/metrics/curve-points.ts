import { decimate } from '../math/decimate';
import { precisionRecall } from './average-precision';
import type { ClassMatches } from './match-class';

/** Both 0 to 1. */
export type CurvePoint = readonly [recall: number, precision: number];

/** The corners of a precision-recall curve. False positives between two true ones make one step down, drawn at its end. */
export function curvePoints({ hits, gtCount }: Pick<ClassMatches, 'hits' | 'gtCount'>): readonly CurvePoint[] {
  const { precision, recall } = precisionRecall(hits, gtCount);
  const points: CurvePoint[] = [];
  hits.forEach((hit, i) => {
    if (hit === 1 || hits[i + 1] !== 0) points.push([recall[i]!, precision[i]!]);
  });
  return points;
}

/** At most so many points that look the same: of each stretch of the curve its lowest and highest precision, and both ends of the whole. */
export function thinCurve(points: readonly CurvePoint[], most: number): readonly CurvePoint[] {
  if (points.length <= most) return points;
  return decimate(
    points.map(([, precision]) => precision),
    most,
  ).map((index) => points[index]!);
}
