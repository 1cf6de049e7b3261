import type { Estimate } from '../../../engine/engine';
import { detectorPresets } from '../../../method/detector-config';
import { modelSize } from '../../../method/model-size';
import { detectorNamed } from '../../../method/shipped-detectors';
import type { UnfinishedTraining } from '../../../runs/unfinished/unfinished-training';
import type { TrainingOffer } from '../../store/training-slice';
import { type State, store } from '../../store/store';
import { selectTraining, trainingStart } from './training-request';

/** A training that takes longer is called too slow for this machine, in seconds. */
export const tooLong = 1800;
/** Fewer steps change a detector too little to be worth anything. */
const fewestSteps = 20;

/** Smaller images leave V_a too few cells to find anything in. */
const smallestImage = 96;

/** What of a training could be given up. */
type Shorter = Omit<TrainingOffer, 'estimate'>;

/**
 * Ways to a training that this machine ends in half an hour, each measured as the training itself was: CLIP frozen, so that only proposals and boxes are
 * trained, images of half the size, both, and each of them with fewer steps where that is still too long. None where the training is short enough.
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
  const { fineTuning } = state;
  const offers: TrainingOffer[] = [];
  const measure = async (change: Shorter): Promise<Estimate | null> => {
    const request = requestOf(withChange(state, change));
    if (request === null) return null;
    const found = await estimate(request);
    offers.push({ ...change, estimate: found });
    return found;
  };
  /** Fewer steps of the same kind. */
  const fewer = async (change: Shorter, { seconds, secondsPerStep }: Estimate) => {
    const fitting = twoDigits(Math.floor(tooLong / secondsPerStep));
    if (seconds > tooLong && fitting >= fewestSteps && fitting < steps) await measure({ ...change, steps: fitting });
  };
  const isShort = ({ estimate: { seconds } }: TrainingOffer) => seconds <= tooLong;
  const half = halfImage(state);
  await fewer({ fineTuning, imageShortSide: null, steps }, measured);
  for (const change of [
    ...(fineTuning === 'frozen' ? [] : [{ fineTuning: 'frozen', imageShortSide: null, steps } as const]),
    ...(half === null ? [] : [{ fineTuning, imageShortSide: half, steps }]),
    ...(fineTuning === 'frozen' || half === null
      ? []
      : [{ fineTuning: 'frozen', imageShortSide: half, steps } as const]),
  ]) {
    // Nobody gives up two things where one is enough.
    const isBoth = change.fineTuning !== fineTuning && change.imageShortSide !== null;
    if (isBoth && offers.some((offer) => offer.steps === steps && isShort(offer))) continue;
    const found = await measure(change);
    if (found) await fewer(change, found);
  }
  return offers;
}

/** Half of the shorter side that the training's images have; null where that is too small. */
function halfImage(state: State): number | null {
  const { model, detectors } = state;
  const start = trainingStart(state);
  const detector =
    start.kind === 'detector'
      ? detectorNamed(detectors, start.name)?.config
      : detectorPresets[modelSize(model.info?.resolution ?? 0)];
  const side = selectTraining(state).imageShortSide ?? detector?.imageShortSide ?? 0;
  const half = Math.floor(side / 2);
  return half >= smallestImage ? half : null;
}

/** Takes an offer. */
export function takeOffer({ fineTuning, imageShortSide, steps }: TrainingOffer): void {
  const state = store.getState();
  state.setFineTuning(fineTuning);
  if (imageShortSide !== null) state.setTrainingParameter('imageShortSide', imageShortSide);
  if (steps !== selectTraining(state).steps) state.setTrainingParameter('steps', steps);
}

function withChange(state: State, { fineTuning, imageShortSide, steps }: Shorter): State {
  return {
    ...state,
    fineTuning,
    changedTraining: {
      ...state.changedTraining,
      ...(imageShortSide === null ? {} : { imageShortSide }),
      ...(steps === selectTraining(state).steps ? {} : { steps }),
    },
  };
}

/** Rounded down, so that a number of steps reads well. */
function twoDigits(count: number): number {
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, count))) - 1);
  return Math.floor(count / unit) * unit;
}
