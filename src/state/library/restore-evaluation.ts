import { imagesDone } from '../jobs/evaluate/evaluation-buffer';
import { forgetWork, type KeptRun } from './kept-work';
import { store } from '../store/store';

/** Shows an evaluation that an earlier visit left unfinished. @param replace also in place of what the page shows, while nothing is evaluated */
export function restoreEvaluation(kept: KeptRun<'evaluation'> | undefined, replace = false): void {
  const { evaluations, evaluationProgress, setEvaluation, setEvaluationFocus } = store.getState();
  if (!kept || evaluationProgress || (evaluations.a && !replace)) return;
  const { a, b } = kept.run;
  setEvaluation('a', a);
  setEvaluation('b', b);
  setEvaluationFocus({ side: imagesDone(a) > 0 || !b ? 'a' : 'b', domain: null });
}

/** Removes an unfinished evaluation for good, and from the page where it is there. What was recorded of it stays in Runs. */
export async function discardEvaluation(id: string): Promise<void> {
  await forgetWork(id);
  const { evaluations, evaluationProgress, setEvaluation } = store.getState();
  if (evaluations.a?.id !== id || evaluationProgress) return;
  setEvaluation('a', null);
  setEvaluation('b', null);
}
