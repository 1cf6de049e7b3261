import { ArrowLeft, ArrowRight, X } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import type { TourStation } from '../../state/store/tour-slice';
import { BoxesStation } from './BoxesStation';
import { IdeaStation } from './IdeaStation';
import { LossStation } from './LossStation';
import { PixelsStation } from './PixelsStation';
import { PlacesStation } from './PlacesStation';
import { QuestionStation } from './QuestionStation';
import { TableStation } from './TableStation';
import { tourStations, useTour, useTourRecords } from './use-tour';
import '../styles/tour.css';

const titles: Readonly<Record<TourStation, string>> = {
  question: 'A detector that has seen clear days only',
  idea: 'Words know the weather',
  loss: 'What is learned: L_opt',
  pixels: 'What a prompt asks of a picture',
  places: 'Where the weather really goes',
  boxes: 'What it finds at night',
  table: 'Does it help?',
};

/** Five minutes from the question to the honest table, from recorded runs: nothing is computed, no model is needed. */
export function Tour() {
  const { station, onMove, onStation, onClose } = useTour();
  const records = useTourRecords();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (dialog.current?.open === false) dialog.current.showModal();
  }, []);
  const at = tourStations.indexOf(station);
  const last = at === tourStations.length - 1;
  const onKeyDown = (event: KeyboardEvent) => {
    const move = keyMoves[event.key];
    const onControl = event.target instanceof HTMLButtonElement && (event.key === ' ' || event.key === 'Enter');
    if (move === undefined || onControl || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    onMove(move);
  };
  return (
    <dialog ref={dialog} className="tour" aria-labelledby="tour-title" onClose={onClose} onKeyDown={onKeyDown}>
      <header className="tour-head">
        <h2 key={station} id="tour-title" ref={focusHeading} tabIndex={-1}>
          {titles[station]}
        </h2>
        <span className="muted">
          {at + 1} of {tourStations.length} · recorded
        </span>
        <button type="button" className="button quiet icon" aria-label="Leave the tour" onClick={onClose}>
          <X />
        </button>
      </header>
      <div key={station} className="tour-body">
        {records === null ? (
          <p className="muted" role="status">
            Reading what was recorded…
          </p>
        ) : (
          <Station station={station} records={records} />
        )}
      </div>
      <footer className="tour-foot">
        <button type="button" className="button" disabled={at === 0} onClick={() => onMove(-1)}>
          <ArrowLeft />
          Back
        </button>
        <nav className="tour-steps" aria-label="Stations of the tour">
          {tourStations.map((name, index) => (
            <button
              key={name}
              type="button"
              aria-current={name === station ? 'step' : undefined}
              aria-label={`${index + 1}: ${titles[name]}`}
              title={titles[name]}
              onClick={() => onStation(name)}
            />
          ))}
        </nav>
        <button type="button" className="button primary" onClick={last ? onClose : () => onMove(1)}>
          {last ? 'To the playground' : 'Next'}
          <ArrowRight />
        </button>
      </footer>
    </dialog>
  );
}

/** A screen reader goes on with what is new. */
function focusHeading(heading: HTMLHeadingElement | null): void {
  heading?.focus({ preventScroll: true });
}

/** Stations that a key moves on; far beyond an end is the end. */
const keyMoves: Readonly<Record<string, number>> = {
  ArrowRight: 1,
  PageDown: 1,
  ' ': 1,
  Enter: 1,
  ArrowLeft: -1,
  PageUp: -1,
  Home: -tourStations.length,
  End: tourStations.length,
};

interface StationProps {
  readonly station: TourStation;
  readonly records: NonNullable<ReturnType<typeof useTourRecords>>;
}

function Station({ station, records }: StationProps) {
  switch (station) {
    case 'question':
      return <QuestionStation outcomes={records.outcomes} />;
    case 'idea':
      return <IdeaStation />;
    case 'loss':
      return <LossStation optimisation={records.optimisation} />;
    case 'pixels':
      return <PixelsStation />;
    case 'places':
      return <PlacesStation />;
    case 'boxes':
      return <BoxesStation outcomes={records.outcomes} />;
    case 'table':
      return <TableStation />;
    default:
      return station satisfies never;
  }
}
