import { engine } from './engine-access';
import { isActive, type EstimateState } from './optimisation-slice';
import { optimisationConfig, runObstacle } from './run-optimisation';
import { trainingRequest } from './run-adaptation';
import { selectParameters } from './parameters-slice';
import { sourceImages } from './source-images';
import { store } from './store';

const quietMilliseconds = 700;
let timer: ReturnType<typeof setTimeout> | undefined;
let generation = 0;

/** Measures anew how long runs would take, once the user has stopped changing things. */
export function scheduleEstimates(): void {
  const { setRunEstimate, setAdaptationEstimate } = store.getState();
  generation++;
  clearTimeout(timer);
  setRunEstimate(null);
  setAdaptationEstimate(null);
  timer = setTimeout(() => void measure(generation), quietMilliseconds);
}

async function measure(mine: number): Promise<void> {
  const state = store.getState();
  if (!state.model.info || isActive(state.run.status) || isActive(state.adaptation.status)) return;
  if (!runObstacle(state)) {
    await show(mine, state.setRunEstimate, async () => {
      const images = await sourceImages(selectParameters(state).sourceImages);
      return engine().estimateOptimisation(optimisationConfig(state), images);
    });
  }
  const request = trainingRequest(store.getState());
  if (request && mine === generation)
    await show(mine, state.setAdaptationEstimate, () => engine().estimateTraining(request));
}

async function show(
  mine: number,
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
  if (mine === generation) set(estimate);
}
