import type { EvaluationRecord } from '../../runs/records/evaluation-record';
import type { RunStatus } from '../../runs/records/run-record';
import { imagesDone } from '../jobs/evaluate/evaluation-buffer';
import { askSafely } from '../evaluation-worker/evaluation-client';
import { recordRun, setShownRun } from './kept-runs';
import { optimisationRecord, trainingRecord } from './session-content';
import { store } from '../store/store';

/** Records the optimisation on the page, which the next visit shows again. */
export async function recordOptimisation(): Promise<void> {
  const record = optimisationRecord(store.getState());
  if (!record) return;
  await recordRun(record);
  await setShownRun(record.id);
}

/** Records the training on the page, which has ended in that way. One that goes on after a reload has the id of its checkpoint, and stays one run. */
export async function recordTraining(status: RunStatus): Promise<void> {
  const { training } = store.getState();
  const record = trainingRecord({ training: { ...training, status } });
  if (record) await recordRun(record);
}

/** Records an evaluation that ended or was interrupted, unless no image is done. Its summary is counted beside the page. */
export async function recordEvaluation(record: EvaluationRecord): Promise<void> {
  if (imagesDone(record) === 0) return;
  const { a, b } = store.getState().evaluations;
  // With the records of the view, which the worker has already.
  const summary =
    a && b?.id === record.id
      ? await askSafely({ a, b: record }, 'summary', { side: 'b' })
      : await askSafely({ a: record, b: a?.id === record.id ? b : null }, 'summary', { side: 'a' });
  await recordRun(record, summary);
}
