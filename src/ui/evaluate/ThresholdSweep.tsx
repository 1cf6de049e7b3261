import { sweepRates, thresholdSweepPlot } from '../../runs/figures/threshold-sweep-figure';
import { lineSwatch } from '../../runs/figures/unit-plot';
import { store, useStore } from '../../state/store/store';
import { formatCount } from '../format';
import { formatRate } from './evaluation-labels';
import { FigureDrawing } from '../common/FigureDrawing';
import type { LookedSide } from './looked-side';
import { useEvaluationAnswer } from './use-evaluation-answer';

/** Precision, recall and F1 at every score threshold, and at the chosen one; classes pooled, each detection counted alike. */
export function ThresholdSweep({ records, side }: LookedSide) {
  const { domain, classIndex, scoreThresh } = useStore((state) => state.evaluationFocus);
  const { setEvaluationFocus } = store.getState();
  const answered = useEvaluationAnswer('sweep', { side, domain, classIndex, scoreThresh }, records);
  if (answered === null) return null;
  const { now, best } = answered.answer;
  return (
    <>
      <output className="read-outs" aria-label="At the score threshold">
        {sweepRates.map(({ key, label, look }) => (
          <span key={key}>
            <FigureDrawing drawing={lineSwatch(look)} />
            {label} <strong>{formatRate(now[key])}</strong>
          </span>
        ))}
      </output>
      <FigureDrawing
        className="plot"
        drawing={thresholdSweepPlot(answered.answer)}
        label={`Precision, recall and F1 over the score threshold; F1 is best, ${formatRate(best?.f1 ?? null)}, at ${best?.scoreThresh.toFixed(2) ?? 'none'}`}
      />
      <p className="small">
        {formatCount(now.truePositives)} true and {formatCount(now.falsePositives)} false positives,{' '}
        {formatCount(now.misses)} misses.{' '}
        {best ? (
          <button
            type="button"
            className="link-button"
            onClick={() => setEvaluationFocus({ scoreThresh: Math.round(best.scoreThresh * 100) / 100 })}
          >
            Best F1 {formatRate(best.f1)} at {best.scoreThresh.toFixed(2)}
          </button>
        ) : null}
      </p>
    </>
  );
}
