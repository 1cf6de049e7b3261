import type { Estimate } from '../../../engine/engine';
import type { FineTuning } from '../../../method/fine-tuning';
import type { UnfinishedTraining } from '../../../runs/unfinished/unfinished-training';
import type { TrainingOffer } from '../../store/training-slice';
import { type State, store } from '../../store/store';
import { selectTraining } from './training-request';

/** A training that takes longer is called too slow for this machine, in seconds. */
export const tooLong = 1800;
/** Fewer steps change a detector too little to be worth anything. */
const fewestSteps = 20;

/** What of a training could be given up. */
type Shorter = Pick<TrainingOffer, 'fineTuning' | 'steps'>;

/**
 * Ways to a training that this machine ends in half an hour, each measured as the training itself was: CLIP frozen, so that only proposals and boxes are
 * trained, and fewer steps. None where the training is short enough.
 * @param measured of the training as it is
 * @param requestOf the training of another state; null where it cannot start
 * @param estimate measures a training
 */
export async function shorterTrainings(
  state: State,
  measured: Estimate,
  requestOf: (state: State) => UnfinishedTraining['request'] | null,
  estimate: (request: UnfinishedTraining['request']) => Promise<Estimate>,
): Promise<readonly TrainingOffer[]> {
  if (measured.seconds <= tooLong) return [];
  const { steps } = selectTraining(state);
  const offers: TrainingOffer[] = [];
  const measure = async (change: Shorter): Promise<Estimate | null> => {
    const request = requestOf(withChange(state, change));
    if (request === null) return null;
    const found = await estimate(request);
    offers.push({ ...change, estimate: found });
    return found;
  };
  /** Fewer steps of the same kind. */
  const fewer = async (fineTuning: FineTuning, { seconds, secondsPerStep }: Estimate) => {
    const fitting = twoDigits(Math.floor(tooLong / secondsPerStep));
    if (seconds > tooLong && fitting >= fewestSteps && fitting < steps) await measure({ fineTuning, steps: fitting });
  };
  await fewer(state.fineTuning, measured);
  const frozen = state.fineTuning === 'frozen' ? null : await measure({ fineTuning: 'frozen', steps });
  if (frozen) await fewer('frozen', frozen);
  return offers;
}

/** Takes an offer. */
export function takeOffer({ fineTuning, steps }: TrainingOffer): void {
  const state = store.getState();
  state.setFineTuning(fineTuning);
  if (steps !== selectTraining(state).steps) state.setTrainingParameter('steps', steps);
}

function withChange(state: State, { fineTuning, steps }: Shorter): State {
  const isSame = steps === selectTraining(state).steps;
  return {
    ...state,
    fineTuning,
    changedTraining: isSame ? state.changedTraining : { ...state.changedTraining, steps },
  };
}

/** Rounded down, so that a number of steps reads well. */
function twoDigits(count: number): number {
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, count))) - 1);
  return Math.floor(count / unit) * unit;
}
