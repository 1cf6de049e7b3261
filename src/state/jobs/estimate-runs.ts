import type { UnfinishedTraining } from '../../runs/unfinished/unfinished-training';
import { engine } from './engine-access';
import type { EstimateState } from '../store/optimisation-slice';
import type { TrainingOffer } from '../store/training-slice';
import { LatestTurn } from './latest-turn';
import { dictionaryRequest } from './model/measure-dictionary';
import { dictionaryObstacle, engineIdle, runObstacle, trainingChoiceObstacle } from './obstacles';
import { shorterTrainings, tooLong } from './train/offer-shorter-training';
import { optimisationConfig } from './run-optimisation';
import { chosenMethod, learnedNow, learnsAtStart } from './train/training-method';
import { requestWith } from './train/training-request';
import { defaultTrainingChoice, selectParameters, type TrainingChoice } from '../store/parameters-slice';
import { sourceImages } from './source-images';
import { type State, store } from '../store/store';
import { whenChanged } from '../store/when-changed';

const quietMilliseconds = 700;
const estimates = new LatestTurn();

const trainingKeys = Object.keys(defaultTrainingChoice) as (keyof TrainingChoice)[];

/** All that decides what would be trained now. */
export function trainingInputs(state: State): readonly unknown[] {
  return [
    state.model.info,
    state.sourcePrompt,
    state.targets,
    ...trainingKeys.map((key) => state[key]),
    state.trainingOffsets,
    state.photometrics.dictionary,
    state.embeddings,
    state.trainingData,
    state.fieldDrafts,
  ];
}

/** Estimates anew when a run would be another one, or the engine was taken or became free. */
export function followEstimates(): void {
  whenChanged(
    (state) => [
      state.changedParameters,
      state.optimisationData,
      ...trainingInputs(state),
      state.model.status.kind,
      state.backendBusy,
      state.run.status,
      state.training.status,
      state.evaluationProgress === null,
      state.explainWork?.kind === 'shifts',
      state.photometrics.status,
    ],
    scheduleEstimates,
  );
}

/** Ends the estimate under way, and measures anew how long runs would take once the user has stopped changing things and the engine is idle. */
export function scheduleEstimates(): void {
  const { setRunEstimate, setTrainingEstimate, setTrainingOffers, setPhotometrics } = store.getState();
  const { signal } = estimates.begin();
  setRunEstimate(null);
  setTrainingEstimate(null);
  setTrainingOffers([]);
  setPhotometrics({ estimate: null });
  setTimeout(() => void measure(signal), quietMilliseconds);
}

async function measure(signal: AbortSignal): Promise<void> {
  const state = store.getState();
  if (signal.aborted || !engineIdle(state)) return;
  if (!runObstacle(state)) {
    await show(signal, state.setRunEstimate, async () => {
      const { images } = await sourceImages(selectParameters(state).sourceImages, state.optimisationData);
      return engine().estimateOptimisation(optimisationConfig(state), images, { signal });
    });
  }
  const request = trainingRequest(store.getState());
  if (request && !signal.aborted)
    await show(signal, state.setTrainingEstimate, () => engine().estimateTraining(request, { signal }));
  await offerShorter(signal);
  const { photometrics, setPhotometrics } = store.getState();
  if (
    !signal.aborted &&
    photometrics.status !== 'loading' &&
    photometrics.dictionary === null &&
    !dictionaryObstacle(store.getState())
  )
    await show(
      signal,
      (estimate) => setPhotometrics({ estimate }),
      async () => engine().estimateDictionary(await dictionaryRequest(store.getState(), signal), { signal }),
    );
}

/** Measures what would be shorter, where a training is too long for this machine. */
async function offerShorter(signal: AbortSignal): Promise<void> {
  const state = store.getState();
  const { trainingEstimate: measured, setTrainingOffers } = state;
  if (signal.aborted || measured === null || measured === 'measuring' || measured.seconds <= tooLong) return;
  setTrainingOffers('measuring');
  let offers: readonly TrainingOffer[] = [];
  try {
    offers = await shorterTrainings(state, measured, trainingRequest, (shorter) =>
      engine().estimateTraining(shorter, { signal }),
    );
  } catch {
    // As an estimate, a courtesy.
  }
  if (!signal.aborted) setTrainingOffers(offers);
}

/** What would be trained now; null while that cannot be said. What is learned when it starts, as the oracle's shifts, is not there yet. */
export function trainingRequest(state: State): UnfinishedTraining['request'] | null {
  const method = chosenMethod(state);
  if (!method || trainingChoiceObstacle(state) !== null || learnsAtStart(method)) return null;
  return requestWith(state, learnedNow(method, state), 'next');
}

async function show(
  signal: AbortSignal,
  set: (estimate: EstimateState) => void,
  work: () => Promise<EstimateState>,
): Promise<void> {
  set('measuring');
  let estimate: EstimateState = null;
  try {
    estimate = await work();
  } catch {
    // An estimate is a courtesy: whatever is wrong is reported when the run itself is started.
  }
  if (!signal.aborted) set(estimate);
}
