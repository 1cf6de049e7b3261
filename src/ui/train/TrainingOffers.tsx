import type { TrainingOffer } from '../../state/store/training-slice';
import { formatNumberOf, formatSeconds } from '../format';

interface TrainingOffersProps {
  /** The chosen training takes so long; null where that is not too long. */
  readonly seconds: number | null;
  readonly offers: readonly TrainingOffer[] | 'measuring';
  readonly onTake: (offer: TrainingOffer) => void;
}

/** How long the chosen training takes, and what would be shorter, before it is started. */
export function TrainingOffers({ seconds, offers, onTake }: TrainingOffersProps) {
  if (seconds === null) return null;
  return (
    <section className="training-offers small" aria-label="Shorter trainings">
      <p>
        This training takes about <strong>{formatSeconds(seconds)}</strong> on this machine.{' '}
        {offers === 'measuring'
          ? 'Measuring what would be shorter…'
          : offers.length === 0
            ? 'A smaller model, fewer images per step or a GPU make it shorter.'
            : 'What is shorter, measured in the same way:'}
      </p>
      {offers === 'measuring' || offers.length === 0 ? null : (
        <ul>
          {offers.map((offer) => (
            <li key={`${offer.fineTuning} ${offer.imageShortSide} ${offer.steps}`}>
              <button type="button" className="button compact" onClick={() => onTake(offer)}>
                Take
              </button>{' '}
              {offerText(offer)}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function offerText({ fineTuning, imageShortSide, steps, estimate }: TrainingOffer): string {
  const what = [
    ...(fineTuning === 'frozen' ? ['proposals and box head only, CLIP frozen'] : []),
    ...(imageShortSide === null ? [] : [`images of ${imageShortSide} pixels, half as large`]),
    formatNumberOf(steps, 'step'),
  ].join(', ');
  return `${what.charAt(0).toUpperCase()}${what.slice(1)}: about ${formatSeconds(estimate.seconds)}`;
}
