import type { EstimateState, RunStatus } from '../../state/store/optimisation-slice';
import { formatBytes, formatLoss, formatNumberOf, formatSeconds } from '../format';

const statusTexts: Readonly<Record<RunStatus, string>> = {
  empty: 'No run yet',
  preparing: 'Preparing images…',
  running: 'Running',
  storing: 'Storing…',
  paused: 'Paused',
  finished: 'Finished',
  stopped: 'Stopped',
  failed: 'Failed',
};

/** How a run stands. @param interrupted whether it has a checkpoint to go on from */
export function optimisationStatusText(status: RunStatus, interrupted: boolean): string {
  return interrupted && status === 'stopped' ? 'Unfinished' : statusTexts[status];
}

/** What the next run would be. */
export interface OptimisationPlan {
  readonly iterations: number;
  /** Target prompts. */
  readonly targets: number;
  readonly estimate: EstimateState;
  /** The most bytes that it takes on the device; undefined until a model is there. */
  readonly memory: number | undefined;
}

export function optimisationPlanText({ iterations, targets, estimate, memory }: OptimisationPlan): string {
  const plan = `Next run: ${formatNumberOf(iterations, 'iteration')} for ${formatNumberOf(targets, 'prompt')}`;
  if (estimate === 'measuring') return `${plan}, measuring the time…`;
  const time = estimate === null ? '' : `, about ${formatSeconds(estimate.seconds)}`;
  return `${plan}${time}${memory === undefined ? '' : `, up to ${formatBytes(memory)}`}`;
}

/** What the chart of L_opt shows, for whoever does not see it. */
export function lossChartLabel(latest: { readonly total: number } | null, done: number): string {
  return latest
    ? `Curve of the optimisation loss: ${formatLoss(latest.total)} after ${done} iterations`
    : 'Curve of the optimisation loss, empty';
}
