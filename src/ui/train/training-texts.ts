import type { EstimateState } from '../../state/store/optimisation-slice';
import type { LiveTraining } from '../../state/store/training-slice';
import { formatCount, formatNumberOf, formatSeconds } from '../format';

/** @param about whether a training can start, and whether that on the page can go on */
export function trainingStatusText(
  { status, origin, preparation, done, total, detector }: LiveTraining,
  about: { readonly ready: boolean; readonly unfinished: boolean },
): string {
  const steps = `${formatCount(done)} of ${formatNumberOf(total, 'step')}`;
  switch (status) {
    case 'empty':
      return about.ready ? 'Ready to train' : 'Not ready';
    case 'preparing':
      if (preparation === null) return 'Preparing…';
      return `${preparation.stage}: ${formatCount(preparation.done)} of ${formatCount(preparation.total)} ${preparation.unit}`;
    case 'running':
      return `Step ${formatCount(done)} of ${formatCount(total)}`;
    case 'paused':
      return `Paused at step ${formatCount(done)} of ${formatCount(total)}`;
    case 'storing':
      return 'Storing…';
    case 'finished':
      if (origin !== 'live') return `Recorded, ${steps}`;
      return detector === null ? `Trained ${steps}` : `Trained ${steps}, now in the right pane`;
    case 'stopped':
      if (origin !== 'live') return about.unfinished ? `Unfinished, ${steps}` : `Recorded, ${steps}`;
      return detector === null ? `Stopped after ${steps}` : `Stopped after ${steps}, now in the right pane`;
    case 'failed':
      return `Failed after ${steps}`;
    default:
      return status satisfies never;
  }
}

/** What the next training would be. */
export interface TrainingPlan {
  readonly steps: number;
  /** Title of the detector that it starts from; null for CLIP. */
  readonly from: string | null;
  readonly estimate: EstimateState;
}

export function trainingPlanText({ steps, from, estimate }: TrainingPlan): string {
  const time =
    estimate === 'measuring' ? ', measuring the time…' : estimate ? `, about ${formatSeconds(estimate.seconds)}` : '';
  return `Next: ${formatCount(steps)} steps from ${from === null ? 'CLIP' : `“${from}”`}${time}`;
}
