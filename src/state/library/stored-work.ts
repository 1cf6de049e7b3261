import type { DetectorInfo } from '../../engine/engine';
import { detectorNameOfRun, newRunId } from '../../runs/records/run-identity';
import { detectorKey, type StoredDetector } from '../../runs/library/runs-store';
import { engine } from '../jobs/engine-access';
import { reportError } from '../store/report-error';
import { storage } from './storage-access';
import { isQuotaError, storageProblem, tellUnstored, type StoredAgain } from './storage-trouble';
import { type State, store } from '../store/store';

/** Detectors for which the browser has no place, by model and name. They live as long as the page, whichever model is loaded. */
const unstored = new Map<string, StoredDetector>();

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
  unstored.set(detectorKey(detector), detector);
  try {
    await storage().runs.keepDetector(detector);
    unstored.delete(detectorKey(detector));
    return true;
  } catch (error) {
    if (tell) tellUnstoredDetector(error);
    return false;
  } finally {
    store.getState().storageChanged();
  }
}

/** Stores a detector that comes from outside under a name that no other has. Where that fails, memory keeps it, under a name of its own. @returns the name */
export async function addDetectorFile(wanted: string, detector: Omit<StoredDetector, 'name'>): Promise<string> {
  const taken = new Set([...store.getState().detectors, ...unstored.values()].map(({ name }) => name));
  try {
    return await storage().runs.addDetector(detector, freeNames(wanted, taken));
  } catch (error) {
    const name = detectorNameOfRun(wanted, newRunId());
    unstored.set(detectorKey({ ...detector, name }), { ...detector, name });
    tellUnstoredDetector(error);
    return name;
  } finally {
    store.getState().storageChanged();
  }
}

/** What is wanted, then with a number, for ever; but for the names that are taken. */
export function* freeNames(wanted: string, taken: ReadonlySet<string>): Generator<string, never> {
  for (let number = 1; ; number++) {
    const name = number === 1 ? wanted : `${wanted}-${number}`;
    if (!taken.has(name)) yield name;
  }
}

/** Keeps detectors that were to be stored and cannot be. */
export function keepDetectorsInMemory(detectors: readonly StoredDetector[]): void {
  for (const detector of detectors) unstored.set(detectorKey(detector), detector);
}

function tellUnstoredDetector(error: unknown): void {
  store.getState().notify({
    tone: 'error',
    message: isQuotaError(error)
      ? 'The browser has no space left for this detector.'
      : `The browser does not store this detector (${storageProblem(error).reason}).`,
    hint: 'It can be used until this page is closed. Under “Stored in this browser” in the Train view it can be exported, and what is not needed any more deleted.',
  });
}

/** Detectors that only the engine has: another tab has deleted them, or the browser's storage was cleared. */
export function unkeptDetectors(
  { detectors, model: { info } }: State,
  stored: readonly StoredDetector[],
): readonly DetectorInfo[] {
  if (!info) return [];
  const known = new Set([
    ...info.detectors.map(({ name }) => name),
    ...[...stored, ...unstored.values()].filter(({ modelHash }) => modelHash === info.hash).map(({ name }) => name),
  ]);
  return detectors.filter(({ name, zeroShot }) => zeroShot === undefined && !known.has(name));
}

/** Tries again to store the detectors that are in memory only. */
export async function storeDetectorsAgain(): Promise<StoredAgain> {
  const errors: unknown[] = [];
  let stored = 0;
  const attemptOne = async (detector: StoredDetector) => {
    try {
      await storage().runs.keepDetector(detector);
      unstored.delete(detectorKey(detector));
      stored++;
    } catch (error) {
      errors.push(error);
    }
  };
  for (const detector of unstoredDetectors()) await attemptOne(detector);
  const { info } = store.getState().model;
  if (info) {
    const kept = await attempt(() => storage().runs.detectorsOf(info.hash), null);
    for (const { name } of kept ? unkeptDetectors(store.getState(), kept) : []) {
      const file = new Blob([(await engine().exportDetector(name)) as Uint8Array<ArrayBuffer>]);
      await attemptOne({ name, modelHash: info.hash, file });
    }
  }
  return { stored, errors };
}

/** Removes a detector from the store, and from memory. */
export async function forgetDetector(name: string, modelHash: string): Promise<void> {
  unstored.delete(detectorKey({ name, modelHash }));
  await attempt(() => storage().runs.forgetDetector(name, modelHash), undefined);
  store.getState().storageChanged();
}

/** Removes a row of the detectors' table that is none. */
export async function forgetDetectorRow(key: string): Promise<void> {
  await attempt(() => storage().runs.forgetRow(key), undefined);
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
