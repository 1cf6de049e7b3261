import type { EvaluationRecords } from '../../analysis/evaluation-records';
import { evaluationSides } from '../../analysis/evaluation-sides';
import { store, useStore } from '../../state/store/store';
import { createPlotArea } from './plot-area';
import { PlotFrame } from './PlotFrame';
import { formatNumberOf } from '../format';
import { useEvaluationAnswer } from './use-evaluation-answer';

/** As large as the smallest of the grid. */
const small = createPlotArea(150, 132);
const large = createPlotArea(420, 300);

interface PrecisionRecallPlotsProps {
  readonly records: EvaluationRecords;
}

/** One plot for each class that is looked at, both detectors in it; a dot marks the score threshold. */
export function PrecisionRecallPlots({ records }: PrecisionRecallPlotsProps) {
  const { domain, classIndex: focused, scoreThresh } = useStore((state) => state.evaluationFocus);
  const { setEvaluationFocus } = store.getState();
  const answered = useEvaluationAnswer('curves', { domain, classIndex: focused, scoreThresh }, records);
  if (answered === null) return null;
  const { answer, query } = answered;
  const area = query.classIndex === null ? small : large;
  const shown = records.a.classes.flatMap((name, classIndex) =>
    query.classIndex === null || query.classIndex === classIndex ? [{ name, classIndex }] : [],
  );
  return (
    <>
      <p className="legend" aria-hidden="true">
        <span className="line-a">A</span>
        {records.b ? <span className="line-b">B</span> : null}
        <span className="muted">● at the score threshold; IoU above .5</span>
      </p>
      <div className={query.classIndex === null ? 'plots' : 'plots single'}>
        {shown.map(({ name, classIndex }, at) => {
          const objects = answer.a[at]?.objects ?? 0;
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
                {evaluationSides.map((side) => {
                  const curve = answer[side]?.[at];
                  if (!curve) return null;
                  const { at: point } = curve;
                  const [x, y] = area.place(point.recall ?? 0, point.precision ?? 0);
                  return (
                    <g key={side} className={`line-${side}`}>
                      <path d={area.line(curve.points)} />
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
