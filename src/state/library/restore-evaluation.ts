import { imagesDone } from '../jobs/evaluate/evaluation-buffer';
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

/** Removes an unfinished evaluation for good, and from the page where it is there. What was recorded of it stays in Runs. */
export async function discardEvaluation(id: string): Promise<void> {
  await forgetWork(id);
  const { evaluations, evaluationProgress, showEvaluations } = store.getState();
  if (evaluations.a?.id === id && !evaluationProgress) showEvaluations({ a: null, b: null }, 'live');
}
