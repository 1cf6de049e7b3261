import { formatNumberOf } from '../../formats/text/count-words';
import type { EvaluationRecords } from '../../analysis/evaluation-records';
import { precisionRecallPlots } from '../../analysis/precision-recall-plots';
import { sideLooks } from '../../runs/figures/line-looks';
import { precisionRecallPlot } from '../../runs/figures/precision-recall-figure';
import { lineSwatch } from '../../runs/figures/unit-plot';
import { store, useStore } from '../../state/store/store';
import { FigureDrawing } from '../common/FigureDrawing';
import { useEvaluationAnswer } from './use-evaluation-answer';

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
  const { classes } = records.a;
  const plots = precisionRecallPlots(answer, classes, query.classIndex);
  return (
    <>
      <p className="legend" aria-hidden="true">
        <span>
          <FigureDrawing drawing={lineSwatch(sideLooks.a)} />A
        </span>
        {records.b ? (
          <span>
            <FigureDrawing drawing={lineSwatch(sideLooks.b)} />B
          </span>
        ) : null}
        <span className="muted">● at the score threshold; IoU above .5</span>
      </p>
      <div className={plots.length === 1 ? 'plots single' : 'plots'}>
        {plots.map((plot) => {
          const classIndex = classes.indexOf(plot.title);
          const objects = formatNumberOf(plot.objects, 'object');
          return (
            <figure key={plot.title} className="plot-figure">
              <figcaption>
                <button
                  type="button"
                  className="column-button"
                  aria-pressed={focused === classIndex}
                  onClick={() => setEvaluationFocus({ classIndex: focused === classIndex ? null : classIndex })}
                >
                  {plot.title}
                </button>{' '}
                <span className="muted">{objects}</span>
              </figcaption>
              <FigureDrawing
                className="plot"
                drawing={precisionRecallPlot(plot, plots.length)}
                label={`Precision over recall of ${plot.title}, ${objects}`}
              />
            </figure>
          );
        })}
      </div>
    </>
  );
}
