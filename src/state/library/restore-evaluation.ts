import { imagesDone } from '../jobs/evaluate/evaluation-buffer';
import { loadRun } from './kept-runs';
import { forgetWork, type KeptRun } from './kept-work';
import { store } from '../store/store';

/** Shows an evaluation that an earlier visit left unfinished. @param replace also in place of what the page shows, while nothing is evaluated */
export function restoreEvaluation(kept: KeptRun<'evaluation'> | undefined, replace = false): void {
  const { evaluations, evaluationOrigin, evaluationProgress, showEvaluations, setEvaluationFocus } = store.getState();
  const given = evaluations.a !== null && evaluationOrigin !== 'recorded';
  if (!kept || evaluationProgress || (given && !replace)) return;
  const { a, b } = kept.run;
  showEvaluations({ a, b }, 'restored');
  setEvaluationFocus({ side: imagesDone(a) > 0 || !b ? 'a' : 'b', domain: null });
}

/** Shows the evaluations again that the last visit ended with, unless there is something to go on with. Those that are gone are left out. */
export async function restoreShownEvaluations(ids: readonly string[]): Promise<void> {
  const { runs } = store.getState();
  const kept = ids.filter((id) => runs.some(({ head }) => head.id === id));
  const loaded = await Promise.all(kept.map((id) => loadRun(id).catch(() => null)));
  const [a = null, b = null] = loaded.filter((record) => record?.kind === 'evaluation');
  const { evaluations, evaluationProgress, showEvaluations } = store.getState();
  if (a && evaluations.a === null && !evaluationProgress) showEvaluations({ a, b }, 'restored');
}

/** Removes an unfinished evaluation for good, and from the page where it is there. What was recorded of it stays in Runs. */
export async function discardEvaluation(id: string): Promise<void> {
  await forgetWork(id);
  const { evaluations, evaluationProgress, showEvaluations } = store.getState();
  if (evaluations.a?.id === id && !evaluationProgress) showEvaluations({ a: null, b: null }, 'live');
}
