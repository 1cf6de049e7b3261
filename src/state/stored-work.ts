import { createCheckpointStore } from '../runs/checkpoint-store';
import { createRunStore, type StoredDetector } from '../runs/store';
import type { UnfinishedTraining } from '../runs/unfinished-training';
import { engine } from './engine-access';
import { isActive } from './optimisation-slice';
import { reportError } from './report-error';
import { tellUnstored } from './storage-trouble';
import { store } from './store';

/** What the next visit finds again beside the library of runs: an unfinished training, and the detectors that were trained here. */
const stored = createRunStore();
const checkpoints = createCheckpointStore();

/** Without storage everything goes on; the user hears of it. */
async function attempt<T>(work: () => Promise<T>, otherwise: T): Promise<T> {
  try {
    return await work();
  } catch (error) {
    tellUnstored(error);
    return otherwise;
  }
}

/** Stores what a training needs to go on: the weights first, as a file of their own, so that the record never speaks of one that is not there. */
export async function keepTraining(training: UnfinishedTraining, weights: Uint8Array): Promise<void> {
  await attempt(async () => {
    await checkpoints.write(training.checkpoint, weights);
    await stored.keepTraining(training);
    for (const { name } of await checkpoints.list()) if (name !== training.checkpoint) await checkpoints.remove(name);
  }, undefined);
}

/** The training that an earlier visit left unfinished. */
export async function unfinishedTraining(): Promise<UnfinishedTraining | null> {
  const training = await attempt(() => stored.unfinishedTraining(), null);
  if (training !== 'unreadable') return training;
  store.getState().notify({
    tone: 'error',
    message: 'A training was left unfinished, but its record cannot be read.',
    hint: 'It was perhaps written by another version of this page. Start the training again.',
  });
  return null;
}

/** The weights of a checkpoint; null where the browser has removed them. */
export async function checkpointWeights(name: string): Promise<Uint8Array | null> {
  return attempt(() => checkpoints.read(name), null);
}

export async function forgetTraining(): Promise<void> {
  await attempt(async () => {
    await stored.forgetTraining();
    for (const { name } of await checkpoints.list()) await checkpoints.remove(name);
  }, undefined);
}

/** Removes a detector of the loaded model from the store. */
export async function forgetDetector(name: string): Promise<void> {
  const modelHash = store.getState().model.info?.hash;
  if (modelHash !== undefined) await attempt(() => stored.forgetDetector(name, modelHash), undefined);
}

/** Stores a detector of the loaded model. */
export async function keepDetector(name: string): Promise<void> {
  const modelHash = store.getState().model.info?.hash;
  if (modelHash === undefined) return;
  await attempt(async () => {
    const bytes = await engine().exportDetector(name);
    await stored.keepDetector({ name, modelHash, file: new Blob([bytes as Uint8Array<ArrayBuffer>]) });
  }, undefined);
}

/** Stores a detector of any model, to be found when that model is loaded. */
export async function keepDetectorFile(detector: StoredDetector): Promise<void> {
  await attempt(() => stored.keepDetector(detector), undefined);
}

/** The stored detectors of a model. */
export async function storedDetectors(modelHash: string): Promise<readonly StoredDetector[]> {
  return attempt(() => stored.detectorsOf(modelHash), []);
}

/** Gives the engine the detectors that were trained here with the loaded model, unless newer ones have taken their names. */
export async function restoreDetectors(): Promise<void> {
  const model = store.getState().model.info;
  if (!model) return;
  for (const { name, file } of await storedDetectors(model.hash)) {
    try {
      const bytes = new Uint8Array(await file.arrayBuffer());
      const { detectors, training, model: current } = store.getState();
      if (current.info !== model || current.status.kind === 'loading') return;
      if (isActive(training.status) || detectors.some((detector) => detector.name === name)) continue;
      store.getState().addDetector(await engine().importDetector(name, bytes));
    } catch (error) {
      reportError(error);
    }
  }
}
