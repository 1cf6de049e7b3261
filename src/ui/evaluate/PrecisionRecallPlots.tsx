import { formatNumberOf } from '../../formats/text/count-words';
import { sideLooks } from '../../runs/figures/line-looks';
import { precisionRecallPlot, type PrecisionRecallPlot } from '../../runs/figures/precision-recall-figure';
import { lineSwatch } from '../../runs/figures/unit-plot';
import { FigureDrawing } from '../charts/FigureDrawing';

interface PrecisionRecallPlotsProps {
  readonly plots: readonly PrecisionRecallPlot[];
  readonly compared: boolean;
  /** Class that is looked at alone; null for all. */
  readonly focused: string | null;
  readonly onFocus: (name: string | null) => void;
}

/** One plot for each class that is looked at, both detectors in it; a dot marks the score threshold. */
export function PrecisionRecallPlots({ plots, compared, focused, onFocus }: PrecisionRecallPlotsProps) {
  return (
    <>
      <p className="legend" aria-hidden="true">
        <span>
          <FigureDrawing drawing={lineSwatch(sideLooks.a)} />A
        </span>
        {compared ? (
          <span>
            <FigureDrawing drawing={lineSwatch(sideLooks.b)} />B
          </span>
        ) : null}
        <span className="muted">● at the score threshold; IoU above .5</span>
      </p>
      <div className={plots.length === 1 ? 'plots single' : 'plots'}>
        {plots.map((plot) => {
          const { title } = plot;
          const objects = formatNumberOf(plot.objects, 'object');
          return (
            <figure key={title} className="plot-figure">
              <figcaption>
                <button
                  type="button"
                  className="column-button"
                  aria-pressed={focused === title}
                  onClick={() => onFocus(focused === title ? null : title)}
                >
                  {title}
                </button>{' '}
                <span className="muted">{objects}</span>
              </figcaption>
              <FigureDrawing
                className="plot"
                drawing={precisionRecallPlot(plot, plots.length)}
                label={`Precision over recall of ${title}, ${objects}`}
              />
            </figure>
          );
        })}
      </div>
    </>
  );
}
