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
            <li key={`${offer.fineTuning} ${offer.steps}`}>
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

function offerText({ fineTuning, steps, estimate }: TrainingOffer): string {
  const what = fineTuning === 'frozen' ? 'Proposals and box head only, CLIP frozen, ' : '';
  return `${what}${formatNumberOf(steps, 'step')}: about ${formatSeconds(estimate.seconds)}`;
}
