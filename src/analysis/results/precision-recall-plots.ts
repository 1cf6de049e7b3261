import type { PrecisionRecallCurve, PrecisionRecallPlot } from '../../runs/figures/precision-recall-figure';
import type { Answer, ClassCurve } from './evaluation-queries';

/**
 * One plot for each class that was asked for, both detectors in it.
 * @param classes all of the evaluation
 * @param classIndex that was asked for; null for all
 */
export function precisionRecallPlots(
  { a, b }: Answer<'curves'>,
  classes: readonly string[],
  classIndex: number | null,
): readonly PrecisionRecallPlot[] {
  const titles = classIndex === null ? classes : classes.slice(classIndex, classIndex + 1);
  return titles.map((title, at) => ({
    title,
    objects: a[at]?.objects ?? 0,
    a: drawnCurve(a[at]),
    b: b && drawnCurve(b[at]),
  }));
}

/** A detector that keeps nothing above the threshold has no precision there. */
function drawnCurve(curve: ClassCurve | undefined): PrecisionRecallCurve {
  if (!curve) return { points: [], dot: null };
  const { precision, recall } = curve.at;
  return { points: curve.points, dot: precision === null ? null : [recall ?? 0, precision] };
}
