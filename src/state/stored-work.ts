import type { StoredDetector } from '../runs/store';
import { engine } from './engine-access';
import { isQuotaError } from './kept-trainings';
import { reportError } from './report-error';
import { storage } from './storage-access';
import { tellUnstored } from './storage-trouble';
import { store } from './store';

/** Detectors for which the browser has no place, by model and name. They live as long as the page, whichever model is loaded. */
const unstored = new Map<string, StoredDetector>();

const keyOf = ({ modelHash, name }: Pick<StoredDetector, 'modelHash' | 'name'>) => `${modelHash}/${name}`;

/** The detectors that are in memory only. */
export function unstoredDetectors(): readonly StoredDetector[] {
  return [...unstored.values()];
}

/** Without storage everything goes on; the user hears of it. */
async function attempt<T>(work: () => Promise<T>, otherwise: T): Promise<T> {
  try {
    return await work();
  } catch (error) {
    tellUnstored(error);
    return otherwise;
  }
}

/** Stores a detector of the loaded model. @returns whether the next visit finds it */
export async function keepDetector(name: string): Promise<boolean> {
  const modelHash = store.getState().model.info?.hash;
  if (modelHash === undefined) return false;
  const bytes = await engine().exportDetector(name);
  return keepDetectorFile({ name, modelHash, file: new Blob([bytes as Uint8Array<ArrayBuffer>]) });
}

/** Stores a detector of any model, to be found when that model is loaded. Where that fails, memory keeps it. @param tell whether the user hears of a failure @returns whether the next visit finds it */
export async function keepDetectorFile(detector: StoredDetector, tell = true): Promise<boolean> {
  unstored.set(keyOf(detector), detector);
  try {
    await storage().runs.keepDetector(detector);
    unstored.delete(keyOf(detector));
    return true;
  } catch (error) {
    if (tell) tellUnstoredDetector(error);
    return false;
  } finally {
    store.getState().storageChanged();
  }
}

function tellUnstoredDetector(error: unknown): void {
  const reason = error instanceof Error ? error.message : String(error);
  store.getState().notify({
    tone: 'error',
    message: isQuotaError(error)
      ? 'The browser has no space left for this detector.'
      : `The browser does not store this detector (${reason}).`,
    hint: 'It can be used until this page is closed. Under “Stored in this browser” in the Train view it can be exported, and what is not needed any more deleted.',
  });
}

/** Removes a detector from the store, and from memory. */
export async function forgetDetector(name: string, modelHash: string): Promise<void> {
  unstored.delete(keyOf({ name, modelHash }));
  await attempt(() => storage().runs.forgetDetector(name, modelHash), undefined);
  store.getState().storageChanged();
}

let restoring: Promise<void> = Promise.resolve();

/** Settles when the detectors of earlier visits are there, so that none of their names is given away. */
export function detectorsRestored(): Promise<void> {
  return restoring;
}

/** The detectors of a model that were trained or opened here, stored or in memory only. */
export async function storedDetectors(modelHash: string): Promise<readonly StoredDetector[]> {
  const held = unstoredDetectors().filter((detector) => detector.modelHash === modelHash);
  const stored = await attempt(() => storage().runs.detectorsOf(modelHash), []);
  return [...stored.filter(({ name }) => !held.some((one) => one.name === name)), ...held];
}

/** Gives the engine the detectors that were trained here with the loaded model, unless newer ones have taken their names. */
export function restoreDetectors(): Promise<void> {
  return (restoring = restoreAll());
}

async function restoreAll(): Promise<void> {
  const model = store.getState().model.info;
  if (!model) return;
  for (const { name, file } of await storedDetectors(model.hash)) {
    try {
      const bytes = new Uint8Array(await file.arrayBuffer());
      const { detectors, model: current } = store.getState();
      if (current.info !== model || current.status.kind === 'loading') return;
      if (detectors.some((detector) => detector.name === name)) continue;
      store.getState().addDetector(await engine().importDetector(name, bytes));
    } catch (error) {
      reportError(error);
    }
  }
}
