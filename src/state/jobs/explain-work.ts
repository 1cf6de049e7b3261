import type { WorkOptions } from '../../engine/engine';
import type { ExplainKind } from '../store/explain-slice';
import { selectModelReady } from '../store/model-slice';
import { isActive } from '../store/optimisation-slice';
import { reportError } from '../store/report-error';
import { type State, store } from '../store/store';

let controller: AbortController | null = null;

const names: Readonly<Record<ExplainKind, string>> = {
  shifts: 'True shifts are being measured',
  step: 'A step is being computed',
  'batch-norm': 'Two steps are being computed',
  embeddings: 'Images are being embedded',
  words: 'Words are being embedded',
};

/** Why nothing can be computed here; null where something can. Short work gets in between the steps of a job. */
export function explainObstacle(state: State): string | null {
  if (!selectModelReady(state)) return 'The model is not loaded yet.';
  if (state.backendBusy) return 'The backend is changing.';
  if (state.explainWork) return `${names[state.explainWork.kind]}. Wait for it, or cancel it.`;
  return null;
}

/** The same for what needs the engine as a job: the measurement of true shifts. */
export function explainJobObstacle(state: State): string | null {
  if (isActive(state.run.status))
    return 'The engine is busy: offsets are being optimised. Wait for the run, or stop it.';
  if (isActive(state.training.status))
    return 'The engine is busy: a detector is being trained. Wait for it, or stop it.';
  if (state.evaluationProgress) return 'The engine is busy: detectors are being evaluated. Wait for it, or cancel it.';
  return explainObstacle(state);
}

/** Does one piece of work with progress and cancel; what it returns goes into the store, unless another model has come. */
export async function explain(
  kind: ExplainKind,
  work: (options: Required<WorkOptions>, modelHash: string) => Promise<Partial<State>>,
): Promise<void> {
  const state = store.getState();
  const obstacle = kind === 'shifts' ? explainJobObstacle(state) : explainObstacle(state);
  const { info } = state.model;
  if (obstacle !== null || info === null) {
    state.notify({ tone: 'info', message: obstacle ?? 'The model is not loaded yet.', hint: '' });
    return;
  }
  const abort = new AbortController();
  controller = abort;
  state.setExplain({ explainWork: { kind, progress: null } });
  try {
    const change = await work(
      {
        signal: abort.signal,
        onProgress: (progress) => {
          if (controller === abort) store.getState().setExplain({ explainWork: { kind, progress } });
        },
      },
      info.hash,
    );
    if (!abort.signal.aborted) store.setState(change);
  } catch (error) {
    // What was aborted here may have failed in some other way on its way out.
    if (!abort.signal.aborted) reportError(error);
  } finally {
    controller = null;
    store.getState().setExplain({ explainWork: null });
  }
}

/** Begins a computation, or cancels it where it is under way; where it cannot begin, the reason is a notice. @param obstacle beside what holds for all */
export function toggleExplain(
  kind: ExplainKind,
  begin: () => Promise<void>,
  obstacle: (state: State) => string | null = () => null,
): void {
  const state = store.getState();
  if (state.explainWork?.kind === kind) return cancelExplain();
  const problem = obstacle(state);
  if (problem === null) void begin();
  else state.notify({ tone: 'info', message: problem, hint: '' });
}

/** Cancels what is under way; earlier results stay. */
export function cancelExplain(): void {
  controller?.abort();
}
