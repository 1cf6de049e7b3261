import { curvePoints } from '../../metrics/curve-points';
import { atThreshold } from '../../metrics/threshold-sweep';
import type { EvaluationRecord } from '../../runs/evaluation-record';
import { matchesOf, scopeOf, sweepOf } from '../../state/evaluation-analysis';
import { evaluationSides } from '../../state/evaluation-slice';
import { store, useStore } from '../../state/store';
import { createPlotArea } from './plot-area';
import { PlotFrame } from './PlotFrame';
import { formatNumberOf } from '../format';

/** As large as the smallest of the grid. */
const small = createPlotArea(150, 132);
const large = createPlotArea(420, 300);

interface PrecisionRecallPlotsProps {
  readonly records: Readonly<Record<'a' | 'b', EvaluationRecord | null>>;
}

/** One plot for each class that is looked at, both detectors in it; a dot marks the score threshold. */
export function PrecisionRecallPlots({ records }: PrecisionRecallPlotsProps) {
  const { domain, classIndex: focused, scoreThresh } = useStore((state) => state.evaluationFocus);
  const { setEvaluationFocus } = store.getState();
  const area = focused === null ? small : large;
  const classes = records.a?.classes ?? [];
  const shown = classes.flatMap((name, classIndex) =>
    focused === null || focused === classIndex ? [{ name, classIndex }] : [],
  );
  const sides = evaluationSides.flatMap((side) =>
    records[side] ? [{ side, scope: scopeOf(records[side], domain) }] : [],
  );
  return (
    <>
      <p className="legend" aria-hidden="true">
        <span className="line-a">A</span>
        {records.b ? <span className="line-b">B</span> : null}
        <span className="muted">● at the score threshold; IoU above .5</span>
      </p>
      <div className={focused === null ? 'plots' : 'plots single'}>
        {shown.map(({ name, classIndex }) => {
          const objects = sides[0]?.scope.matches[classIndex]?.gtCount ?? 0;
          return (
            <figure key={name} className="plot-figure">
              <figcaption>
                <button
                  type="button"
                  className="column-button"
                  aria-pressed={focused === classIndex}
                  onClick={() => setEvaluationFocus({ classIndex: focused === classIndex ? null : classIndex })}
                >
                  {name}
                </button>{' '}
                <span className="muted">{formatNumberOf(objects, 'object')}</span>
              </figcaption>
              <PlotFrame
                area={area}
                label={`Precision over recall of ${name}, ${formatNumberOf(objects, 'object')}`}
                xLabel="recall"
                yLabel="precision"
              >
                {sides.map(({ side, scope }) => {
                  const point = atThreshold(sweepOf(scope, classIndex), scoreThresh);
                  const [x, y] = area.place(point.recall ?? 0, point.precision ?? 0);
                  return (
                    <g key={side} className={`line-${side}`}>
                      <path d={area.line(curvePoints(matchesOf(scope, classIndex)[0]!))} />
                      {point.precision === null ? null : <circle cx={x} cy={y} r={3.2} />}
                    </g>
                  );
                })}
              </PlotFrame>
            </figure>
          );
        })}
      </div>
    </>
  );
}
