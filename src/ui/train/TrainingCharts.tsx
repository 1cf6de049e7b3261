import { useMemo } from 'react';
import { augmentedShare, validationCurve } from '../../analysis/runs/training-curves';
import type { Curve } from '../../runs/records/curve';
import { useCurveLength } from '../charts/use-curve-length';
import { formatLoss, formatNumberOf, formatPercent } from '../format';
import { LossChart } from '../optimise/LossChart';
import { learningRateSeries, lossSeries, validationSeries } from './training-series';
import { useTrainingCharts } from './use-train';

const syncKey = 'training';

/** The four losses, source validation AP and the learning rate over the same steps, each in its own small chart. */
export function TrainingCharts({ height }: { readonly height: number }) {
  const { curve, validation, total, done, validationImages, logarithmic } = useTrainingCharts();
  const points = useMemo(() => validationCurve(validation, validationSeries.column), [validation]);
  const shared = { height, syncKey, total: total + 1, compact: true } as const;
  const latest = validation.at(-1);
  if (!curve) {
    return (
      <p className="muted small">
        The four losses of the detector, AP on validation images of the source, and the learning rate appear here while
        it trains.
      </p>
    );
  }
  return (
    <>
      <div className="small-multiples">
        {lossSeries.map((series) => (
          <LossChart
            key={series.column}
            {...shared}
            curve={curve}
            series={[series]}
            logarithmic={logarithmic}
            empty=""
            label={`${series.label} loss after ${formatNumberOf(done, 'step')}: ${formatLoss(curve.last(series.column))}`}
          />
        ))}
        <LossChart
          {...shared}
          curve={points}
          series={validationOnly}
          logarithmic={false}
          empty={done > 0 ? 'The first point comes after a sixth of the steps.' : ''}
          label={`Validation AP50 on the source: ${latest ? `${(100 * latest.map50).toFixed(1)} after ${latest.steps} steps` : 'none yet'}`}
        />
        <LossChart
          {...shared}
          curve={curve}
          series={rateOnly}
          logarithmic={logarithmic}
          empty=""
          label={`Learning rate after ${formatNumberOf(done, 'step')}: ${formatLoss(curve.last('learning_rate'))}`}
        />
      </div>
      <p className="muted small">
        <AugmentedShare curve={curve} />{' '}
        {validationImages === null ? null : (
          <>
            Validation AP: AP50 in percent, VOC 2007 11-point, on {validationImages} <code>daytime-clear</code> images
            of the validation split.
          </>
        )}
      </p>
    </>
  );
}

const validationOnly = [validationSeries];
const rateOnly = [learningRateSeries];

function AugmentedShare({ curve }: { readonly curve: Curve }) {
  // The curve grows outside React.
  useCurveLength(curve);
  const share = augmentedShare(curve);
  if (share === null) return null;
  return <>{formatPercent(share)} of the steps so far were augmented.</>;
}
