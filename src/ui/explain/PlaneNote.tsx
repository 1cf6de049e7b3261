import { cosineText } from '../../runs/records/cosine-text';
import type { FittedOn, PlaneAxis } from '../../analysis/embedding/embedding-plane';
import type { TextAxisPlane } from '../../analysis/embedding/text-axis';
import { formatPercent } from '../format';

interface PlaneNoteProps {
  readonly axes: readonly PlaneAxis[];
  readonly fittedOn: FittedOn;
  /** Of a text direction; null for principal axes. */
  readonly along: TextAxisPlane['along'] | null;
  readonly streets: number;
}

/** How much of the variance the axes show, and how to read them. */
export function PlaneNote({ axes, fittedOn, along, streets }: PlaneNoteProps) {
  const shown = axes.reduce((sum, { share }) => sum + share, 0);
  return (
    <p className="muted small">
      {formatPercent(shown)} of the variance of {streets} streets:{' '}
      {axes.map(({ label, share }) => `${label} ${formatPercent(share)}`).join(', ')}.{' '}
      {along ? (
        <>
          Mean cosine of images with the text direction: clear day {cosineText(along.original)}, with this prompt’s
          offset {cosineText(along.augmented)}
          {along.weather === null ? '' : `, in its real weather ${cosineText(along.weather)}`}. The vertical axis is the
          first principal one of what is left without that direction.
        </>
      ) : (
        'Drag or use the arrow keys to turn.'
      )}{' '}
      {fittedOn === 'real images'
        ? 'Images with offsets and text are projected, not fitted; text is far from all images.'
        : 'Too few real images show the prompts’ weathers, so the axes are fitted on all images and move with the offsets. Text is projected, not fitted, and far from all images.'}
    </p>
  );
}
