import { useMemo } from 'react';
import { Curve } from '../../runs/curve';
import { useStore } from '../../state/store';
import { LossChart } from '../optimise/LossChart';
import { trainingSeries, validationSeries } from './training-series';

const height = 168;

/** Each loss in a chart of its own, since their scales differ, and the source's validation AP on the same axis of steps. */
export function TrainingCharts() {
  const { curve, done, total, validation } = useStore((state) => state.training);
  const logLoss = useStore((state) => state.logLoss);
  const points = useMemo(
    () =>
      Curve.from({
        columns: ['step', 'map50'],
        values: [
          Float64Array.from(validation, ({ steps }) => steps - 1),
          Float64Array.from(validation, ({ map50 }) => 100 * map50),
        ],
      }),
    [validation],
  );
  const last = validation.at(-1);
  return (
    <div className="training-charts">
      {trainingSeries.map((series) => (
        <LossChart
          key={series.column}
          curve={curve}
          series={[series]}
          logarithmic={logLoss}
          height={height}
          total={total || undefined}
          empty="Appears while it trains"
          label={`${series.label} loss after ${done} steps`}
        />
      ))}
      <LossChart
        curve={points}
        series={validationSeries}
        logarithmic={false}
        height={height}
        total={total || undefined}
        empty="Measured six times a run, on 40 images"
        label={
          last
            ? `Source validation AP50 ${(100 * last.map50).toFixed(1)} % after ${last.steps} steps`
            : 'Source validation AP50, not measured yet'
        }
      />
    </div>
  );
}
