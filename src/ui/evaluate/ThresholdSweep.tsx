import type { Sweep } from '../../analysis/results/evaluation-queries';
import { sweepRates, thresholdSweepPlot } from '../../runs/figures/threshold-sweep-figure';
import { lineSwatch } from '../../runs/figures/unit-plot';
import { FigureDrawing } from '../charts/FigureDrawing';
import { formatCount } from '../format';
import { formatRate } from '../common/evaluation-labels';

interface ThresholdSweepProps {
  readonly sweep: Sweep;
  readonly onThreshold: (scoreThresh: number) => void;
}

/** Precision, recall and F1 at every score threshold, and at the chosen one; classes pooled, each detection counted alike. */
export function ThresholdSweep({ sweep, onThreshold }: ThresholdSweepProps) {
  const { now, best } = sweep;
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
        drawing={thresholdSweepPlot(sweep)}
        label={`Precision, recall and F1 over the score threshold; F1 is best, ${formatRate(best?.f1 ?? null)}, at ${best?.scoreThresh.toFixed(2) ?? 'none'}`}
      />
      <p className="small">
        {formatCount(now.truePositives)} true and {formatCount(now.falsePositives)} false positives,{' '}
        {formatCount(now.misses)} misses.{' '}
        {best ? (
          <button
            type="button"
            className="link-button"
            onClick={() => onThreshold(Math.round(best.scoreThresh * 100) / 100)}
          >
            Best F1 {formatRate(best.f1)} at {best.scoreThresh.toFixed(2)}
          </button>
        ) : null}
      </p>
    </>
  );
}
