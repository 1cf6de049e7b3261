import { precisionRecall } from './average-precision';
import type { ClassMatches } from './match-class';

/** The corners of a precision-recall curve. False positives between two true ones make one step down, drawn at its end. */
export function curvePoints({
  hits,
  gtCount,
}: Pick<ClassMatches, 'hits' | 'gtCount'>): readonly (readonly [recall: number, precision: number])[] {
  const { precision, recall } = precisionRecall(hits, gtCount);
  const points: (readonly [number, number])[] = [];
  hits.forEach((hit, i) => {
    if (hit === 1 || hits[i + 1] !== 0) points.push([recall[i]!, precision[i]!]);
  });
  return points;
}
