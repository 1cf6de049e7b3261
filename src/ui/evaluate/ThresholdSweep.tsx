import type { OperatingPoint } from '../../metrics/threshold-sweep';
import { store, useStore } from '../../state/store/store';
import { formatCount } from '../format';
import { formatRate } from './evaluation-labels';
import { createPlotArea } from './plot-area';
import { PlotFrame } from './PlotFrame';
import type { LookedSide } from './looked-side';
import { useEvaluationAnswer } from './use-evaluation-answer';

const area = createPlotArea(320, 220);
const { place, line } = area;

const lines = [
  { key: 'precision', label: 'Precision' },
  { key: 'recall', label: 'Recall' },
  { key: 'f1', label: 'F1' },
] as const satisfies readonly { readonly key: keyof OperatingPoint; readonly label: string }[];

/** Precision, recall and F1 at every score threshold, and at the chosen one; classes pooled, each detection counted alike. */
export function ThresholdSweep({ records, side }: LookedSide) {
  const { domain, classIndex, scoreThresh } = useStore((state) => state.evaluationFocus);
  const { setEvaluationFocus } = store.getState();
  const answered = useEvaluationAnswer('sweep', { side, domain, classIndex, scoreThresh }, records);
  if (answered === null) return null;
  const { points, now, best } = answered.answer;
  const [marker] = place(now.scoreThresh, 0);
  return (
    <>
      <output className="read-outs" aria-label="At the score threshold">
        {lines.map(({ key, label }) => (
          <span key={key} className={`rate-${key}`}>
            {label} <strong>{formatRate(now[key])}</strong>
          </span>
        ))}
      </output>
      <PlotFrame
        area={area}
        label={`Precision, recall and F1 over the score threshold; F1 is best, ${formatRate(best?.f1 ?? null)}, at ${best?.scoreThresh.toFixed(2) ?? 'none'}`}
        xLabel="score threshold"
        yLabel="rate"
      >
        {lines.map(({ key }) => (
          <g key={key} className={`rate-${key}`}>
            <path
              d={line(
                points.flatMap((point) => (point[key] === null ? [] : [[point.scoreThresh, point[key]] as const])),
              )}
            />
            {now[key] === null ? null : <circle cx={marker} cy={place(0, now[key])[1]} r={3} />}
          </g>
        ))}
        <line className="marker" x1={marker} x2={marker} y1={place(0, 0)[1]} y2={place(0, 1)[1]} />
      </PlotFrame>
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
