import type { Progress } from '../../engine/engine';
import { formatBytes, formatCount, formatSeconds } from '../format';

/** How far the loading of a model is. @param progress null before the first word of it */
export function loadingText(progress: Progress | null): string {
  if (!progress) return 'Loading the model…';
  const { stage, done, total, unit, perSecond, secondsLeft } = progress;
  const amount =
    unit === 'bytes'
      ? done < total
        ? `${formatBytes(done)} of ${formatBytes(total)}`
        : formatBytes(done)
      : `${formatCount(done)} of ${formatCount(total)}`;
  const speed = unit === 'bytes' && perSecond !== null ? `, ${formatBytes(perSecond)}/s` : '';
  return `${stage}: ${amount}${speed}${secondsLeft === null ? '' : `, ${formatSeconds(secondsLeft)} left`}`;
}
