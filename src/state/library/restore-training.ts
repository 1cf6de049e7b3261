import { Curve } from '../../runs/records/curve';
import { readUnfinishedTraining, type UnfinishedTraining } from '../../runs/unfinished/unfinished-training';
import { forgetWork, openCheckpoint, type KeptRun } from './kept-work';
import type { CheckpointPlace } from '../store/storage-slice';
import { isActive, type Origin } from '../store/optimisation-slice';
import { store } from '../store/store';
import { noTraining, watchedBy, type LiveTraining } from '../store/training-slice';

/** Shows a training that an earlier visit left unfinished, unless the user has begun another. */
export function restoreTraining(kept: KeptRun<'training'> | undefined): void {
  const { training, setTraining } = store.getState();
  if (kept && (training.status === 'empty' || training.origin === 'recorded'))
    setTraining(unfinished(kept.run, kept.place, 'restored'));
}

/** Shows a stored training in place of the one on the page. */
export function openTraining(kept: KeptRun<'training'> | undefined): void {
  const { training, notify, setTraining } = store.getState();
  if (isActive(training.status))
    notify({ tone: 'info', message: 'A detector is being trained.', hint: 'Stop it first; its checkpoint is kept.' });
  else if (kept) setTraining(unfinished(kept.run, kept.place, 'restored'));
}

/** An unfinished training as the page shows it. */
export function unfinished(stored: UnfinishedTraining, place: CheckpointPlace, origin: Origin): LiveTraining {
  const { id, createdAt, request, provenance, curves, validation, steps } = stored;
  return {
    ...noTraining,
    status: 'stopped',
    origin,
    id,
    createdAt,
    curve: Curve.from(curves),
    validation,
    title: request.title,
    config: request.config,
    watched: watchedBy(request),
    request,
    provenance,
    done: steps,
    total: request.config.steps,
    kept: { steps, place },
  };
}

/** The checkpoint of a run as the engine takes it, and the run as it was then; null where the browser has removed it. */
export async function readCheckpoint(
  id: string,
): Promise<{ readonly weights: Uint8Array; readonly training: UnfinishedTraining } | null> {
  const file = await openCheckpoint(id);
  if (file === null) return null;
  return { weights: new Uint8Array(await file.arrayBuffer()), training: await readUnfinishedTraining(file) };
}

/** Removes a checkpoint for good, and the training on the page where it is that one. A trained detector stays. */
export async function discardTraining(id: string): Promise<void> {
  await forgetWork(id);
  const { training, setTraining } = store.getState();
  if (training.id !== id || isActive(training.status)) return;
  setTraining(training.detector === null ? noTraining : { kept: null });
}
