import { Curve } from '../runs/curve';
import { readUnfinishedTraining, type UnfinishedTraining } from '../runs/unfinished-training';
import { forgetTraining, keptTrainings, openCheckpoint, type CheckpointPlace } from './kept-trainings';
import { isActive, type Origin } from './optimisation-slice';
import { reportError } from './report-error';
import { store } from './store';
import { noTraining, type LiveTraining } from './training-slice';

/** Shows the newest training that earlier visits left unfinished, to be gone on with, unless the user has begun another. */
export async function restoreTraining(): Promise<void> {
  const kept = await keptTrainings();
  const unreadable = kept.find(({ content }) => content.kind === 'unreadable');
  const { training, notify } = store.getState();
  if (unreadable?.content.kind === 'unreadable') {
    notify({
      tone: 'error',
      message: `The checkpoint of a training cannot be read. ${unreadable.content.problem}`,
      hint: 'It stays where it is: export or delete it under “Stored in this browser” in the Train view.',
    });
  }
  const newest = kept.find(({ content }) => content.kind === 'read');
  if (newest?.content.kind !== 'read' || (training.status !== 'empty' && training.origin !== 'recorded')) return;
  store.getState().setTraining(unfinished(newest.content.training, newest.place, 'restored'));
}

/** Shows a stored training in place of the one on the page. */
export async function openTraining(id: string): Promise<void> {
  const { training, notify } = store.getState();
  if (isActive(training.status)) {
    notify({ tone: 'info', message: 'A detector is being trained.', hint: 'Stop it first; its checkpoint is kept.' });
    return;
  }
  try {
    const found = (await keptTrainings()).find(({ content }) => content.kind === 'read' && content.training.id === id);
    if (found?.content.kind === 'read')
      store.getState().setTraining(unfinished(found.content.training, found.place, 'restored'));
  } catch (error) {
    reportError(error);
  }
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
  await forgetTraining(id);
  const { training, setTraining } = store.getState();
  if (training.id !== id || isActive(training.status)) return;
  setTraining(training.detector === null ? noTraining : { kept: null });
}
