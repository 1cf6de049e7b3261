import type { Progress, WorkOptions } from '../../../engine/engine';
import type { ExplainKind } from '../../store/explain-slice';
import { reportError } from '../../store/report-error';
import { cancellableWork, JobRunner } from '../job';
import { explainJobObstacle, explainObstacle } from '../obstacles';
import { type State, store } from '../../store/store';

/** What Explain computes now. */
const computation = new JobRunner();

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
  const { hash } = info;
  state.setExplain({ explainWork: { kind, progress: null } });
  await computation.run<void, Partial<State>>({
    runId: null,
    prepare: async () => undefined,
    start: () =>
      cancellableWork((signal) => {
        const onProgress = (progress: Progress) => {
          if (!signal.aborted) store.getState().setExplain({ explainWork: { kind, progress } });
        };
        return work({ signal, onProgress }, hash);
      }),
    end: (change) =>
      store.setState(({ explainOrigins }) => ({ ...change, explainOrigins: { ...explainOrigins, [kind]: 'live' } })),
    fail: reportError,
    giveUp: () => undefined,
  });
  store.getState().setExplain({ explainWork: null });
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
  computation.stop();
}
