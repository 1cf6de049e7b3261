import type { EvaluationRecord } from '../runs/evaluation-record';
import type { TrainingRun } from '../runs/run-record';
import { imagesDone } from './evaluation-buffer';
import { identify } from './run-identity';
import { loadRun, recordRun, setShownRun } from './run-library';
import { optimisationRecord, trainingRecord } from './session-content';
import { store } from './store';

/** Records the optimisation on the page, which the next visit shows again. */
export async function recordOptimisation(): Promise<void> {
  const record = optimisationRecord(store.getState());
  if (!record) return;
  await recordRun(record);
  await setShownRun(record.id);
}

/** Records the training on the page as it is now: finished, stopped or failed. */
export async function recordTraining(): Promise<void> {
  const { training, runs } = store.getState();
  const record = trainingRecord(store.getState());
  if (!record || !training.provenance) return;
  const known = runs.some(({ head }) => head.id === record.id) ? null : await earlierPart(record);
  if (known) identify(training.provenance, known);
  const { id, createdAt } = known ?? record;
  await recordRun({ ...record, id, createdAt });
}

/** Records an evaluation that ended or was interrupted, unless no image is done. */
export async function recordEvaluation(record: EvaluationRecord): Promise<void> {
  if (imagesDone(record) > 0) await recordRun(record);
}

/** The stored part of a training that was interrupted before the page was opened: its first step is the same, down to the time that it took. */
async function earlierPart(record: TrainingRun): Promise<TrainingRun | null> {
  const firstStep = ({ curves }: TrainingRun) => curves.values.map((column) => column[0]).join();
  for (const { head } of store.getState().runs) {
    if (head.kind !== 'training' || head.status === 'finished' || head.detector !== record.detector) continue;
    try {
      const candidate = await loadRun(head.id);
      if (candidate.kind === 'training' && firstStep(candidate) === firstStep(record)) return candidate;
    } catch {
      // What cannot be read is named in the view of runs; this one then begins anew.
    }
  }
  return null;
}
