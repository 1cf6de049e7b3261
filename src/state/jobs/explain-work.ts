import type { WorkOptions } from '../../engine/engine';
import type { ExplainKind } from '../store/explain-slice';
import { reportError } from '../store/report-error';
import { explainJobObstacle, explainObstacle } from './obstacles';
import { type State, store } from '../store/store';

let controller: AbortController | null = null;

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
