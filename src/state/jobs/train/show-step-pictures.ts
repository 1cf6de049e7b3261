import type { StepPicturesRequest } from '../../../engine/engine';
import { isActive } from '../../store/optimisation-slice';
import { toErrorRecord } from '../../store/report-error';
import { noStepPictures } from '../../store/step-pictures-slice';
import { type State, store } from '../../store/store';
import { whenChanged } from '../../store/when-changed';
import { engine } from '../engine-access';
import { trainingInputs, trainingRequest } from '../estimate-runs';
import { LatestTurn } from '../latest-turn';
import { chosenMethod } from './training-method';

/** Pictures in the strip. */
export const stepPicturesShown = 6;
/** After the last change of what would be trained. */
const quietMilliseconds = 300;
/** Least time between two looks at a training that runs: rendering takes a tenth of a second of another thread. */
const refreshMilliseconds = 5000;

const looks = new LatestTurn();
let lookedAt = 0;

/** Shows the pictures of the next training anew when it would be another one, and now and then those of the training under way, while Train is open. */
export function followStepPictures(): void {
  whenChanged(
    (state) => [state.view, state.training.status, state.training.request, ...trainingInputs(state)],
    () => {
      const state = store.getState();
      const { signal } = looks.begin();
      // What is shown stays until the new pictures are there.
      state.setStepPictures(wantedPictures(state) === null ? noStepPictures : { problem: null, from: 0 });
      setTimeout(() => {
        if (!signal.aborted) void showStepPictures();
      }, quietMilliseconds);
    },
  );
  whenChanged(
    (state) => state.training.done,
    () => {
      if (performance.now() - lookedAt > refreshMilliseconds && isActive(store.getState().training.status))
        void showStepPictures();
    },
  );
}

/** Goes on to the next augmented steps; after the last step it begins anew. */
export function drawOtherStepPictures(): void {
  const { stepPictures, setStepPictures } = store.getState();
  const last = stepPictures.pictures?.at(-1);
  const whole = (stepPictures.pictures?.length ?? 0) === stepPicturesShown;
  setStepPictures({ from: last && whole ? last.step + 1 : 0 });
  void showStepPictures();
}

async function showStepPictures(): Promise<void> {
  const turn = looks.begin();
  const state = store.getState();
  const request = wantedPictures(state);
  if (request === null) return;
  lookedAt = performance.now();
  try {
    const pictures = await engine().stepPictures(request, { signal: turn.signal });
    // At a training's end there may be no further augmented step: what was seen last stays.
    if (turn.isNewest() && (pictures.length > 0 || request.from === 0))
      state.setStepPictures({ pictures, problem: null });
    else if (turn.isNewest() && !isActive(state.training.status)) {
      state.setStepPictures({ from: 0 });
      void showStepPictures();
    }
  } catch (error) {
    if (turn.isNewest() && !turn.signal.aborted)
      state.setStepPictures({ pictures: null, problem: toErrorRecord(error) });
  }
}

/** Null where Train is not open, or the training changes no image, or it cannot be said what it draws before it starts. */
function wantedPictures(state: State): StepPicturesRequest | null {
  if (state.view !== 'train') return null;
  const { training, stepPictures } = state;
  if (isActive(training.status)) {
    const { request, done } = training;
    if (request === null || !changesImages(state, request.config.method)) return null;
    return { training: request, from: done, count: stepPicturesShown };
  }
  const next = trainingRequest(state);
  if (next === null || !changesImages(state, chosenMethod(state)?.name)) return null;
  return { training: next, from: stepPictures.from, count: stepPicturesShown };
}

function changesImages({ model }: State, method: string | undefined): boolean {
  return model.info?.methods.find(({ name }) => name === method)?.changes === 'images';
}
