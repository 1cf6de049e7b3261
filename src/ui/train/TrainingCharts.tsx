import { useMemo } from 'react';
import { augmentedShare, validationCurve } from '../../analysis/runs/training-curves';
import type { Curve } from '../../runs/records/curve';
import { domainTitle } from '../common/evaluation-labels';
import { useCurveLength } from '../charts/use-curve-length';
import { formatLoss, formatNumberOf, formatPercent } from '../format';
import { LossChart } from '../optimise/LossChart';
import { learningRateSeries, lossSeries, validationSeries, watchedSeries } from './training-series';
import { useTrainingCharts } from './use-train';

const syncKey = 'training';

/** The four losses, source validation AP and the learning rate over the same steps, each in its own small chart. */
export function TrainingCharts({ height }: { readonly height: number }) {
  const { curve, validation, total, done, watched, validationImages, logarithmic, smoothing } = useTrainingCharts();
  const points = useMemo(() => validationCurve(validation), [validation]);
  const apSeries = useMemo(() => [validationSeries, ...(watched ? [watchedSeries(watched)] : [])], [watched]);
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
        {lossCharts.map((series) => (
          <LossChart
            key={series[0].column}
            {...shared}
            curve={curve}
            series={series}
            logarithmic={logarithmic}
            smoothing={smoothing}
            empty=""
            label={`${series[0].label} loss after ${formatNumberOf(done, 'step')}: ${formatLoss(curve.last(series[0].column))}`}
          />
        ))}
        <LossChart
          {...shared}
          curve={points}
          series={apSeries}
          logarithmic={false}
          empty="The first point comes before the first step."
          label={`Validation AP50 on the source: ${latest ? `${(100 * latest.map50).toFixed(1)} after ${latest.steps} steps` : 'none yet'}${
            latest?.watchedMap50 === undefined || !watched
              ? ''
              : `; on ${domainTitle(watched.name)}: ${(100 * latest.watchedMap50).toFixed(1)}`
          }`}
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
            of the validation split; step 0 is before training.
          </>
        )}{' '}
        {watched ? (
          <>
            <code>{watched.name}</code> is only watched, on as many images of its own: whatever is chosen by it is no
            longer unseen.
          </>
        ) : null}
      </p>
    </>
  );
}

const lossCharts = lossSeries.map((series) => [series] as const);
const rateOnly = [learningRateSeries];

function AugmentedShare({ curve }: { readonly curve: Curve }) {
  // The curve grows outside React.
  useCurveLength(curve);
  const share = augmentedShare(curve);
  if (share === null) return null;
  return <>{formatPercent(share)} of the steps so far were augmented.</>;
}
