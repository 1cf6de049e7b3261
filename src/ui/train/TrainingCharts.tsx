import { useMemo } from 'react';
import { Curve } from '../../runs/records/curve';
import { useStore } from '../../state/store/store';
import { trainingValidation } from '../../state/jobs/training-request';
import { useCurveLength } from '../common/use-curve-length';
import { formatLoss, formatNumberOf, formatPercent } from '../format';
import { LossChart } from '../optimise/LossChart';
import { learningRateSeries, lossSeries, validationSeries } from './training-series';

const syncKey = 'training';

/** The four losses, source validation AP and the learning rate over the same steps, each in its own small chart. */
export function TrainingCharts({ height }: { readonly height: number }) {
  const { curve, validation, total, done, request } = useStore((state) => state.training);
  const logLoss = useStore((state) => state.logLoss);
  const points = useMemo(
    () =>
      Curve.from({
        columns: ['step', validationSeries.column],
        values: [
          Float64Array.from(validation, ({ steps }) => steps),
          Float64Array.from(validation, ({ map50 }) => 100 * map50),
        ],
      }),
    [validation],
  );
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
            logarithmic={logLoss}
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
          logarithmic={logLoss}
          empty=""
          label={`Learning rate after ${formatNumberOf(done, 'step')}: ${formatLoss(curve.last('learning_rate'))}`}
        />
      </div>
      <p className="muted small">
        <AugmentedShare />{' '}
        {request ? (
          <>
            Validation AP: AP50 in percent, VOC 2007 11-point, on {trainingValidation(request.config).images}{' '}
            <code>daytime-clear</code> images of the validation split.
          </>
        ) : null}
      </p>
    </>
  );
}

const validationOnly = [validationSeries];
const rateOnly = [learningRateSeries];

function AugmentedShare() {
  const curve = useStore((state) => state.training.curve);
  const rows = useCurveLength(curve);
  if (!curve || rows === 0) return null;
  const share = curve.column('augmented').reduce((sum, value) => sum + value, 0) / rows;
  return <>{formatPercent(share)} of the steps so far were augmented.</>;
}
