import { ForestPlot } from '../results/ForestPlot';
import { Missing } from './Missing';
import { showResults, useTourTable } from './use-tour';

/** What every method changes on weather never seen, with intervals over seeds and streets. */
export function TableStation() {
  const table = useTourTable();
  if (table === null) return <Missing />;
  const { rows, conclusion, steps } = table;
  const figure = {
    title: 'Methods against none',
    xLabel: 'points of AP50 on four unseen domains, 95 %',
    rows,
    about: null,
  };
  return (
    <>
      <div className="tour-figure">
        <ForestPlot figure={figure} opened={null} onOpen={showResults} />
      </div>
      <div className="tour-text">
        <p>
          <strong>{conclusion}</strong>
        </p>
        <p>
          Every row was trained from the same start for {steps.toLocaleString('en')} steps, on clear days alone; the
          interval draws seeds and test streets. Diamonds are the paper’s own differences, on real images and with far
          larger budgets.
        </p>
        <p>
          The streets here are drawn, and CLIP has seen captioned ones in every weather. Results has all rows, seeds and
          limits; Train makes your own row; your photos and data sets go in by drop.
        </p>
        <button type="button" className="button" onClick={showResults}>
          Open Results
        </button>
      </div>
    </>
  );
}
