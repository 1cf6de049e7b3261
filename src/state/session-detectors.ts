import type { DetectorInfo } from '../engine/engine';
import { renameDetectors } from '../runs/rename-detectors';
import type { Session, SessionDetector } from '../runs/session';
import { engine } from './engine-access';
import { keepDetectorFile, storedDetectors } from './stored-work';
import { selectModelReady } from './model-slice';
import { store } from './store';

/** The detectors that no bundle brought, with their weights. */
export async function ownDetectors(): Promise<readonly SessionDetector[]> {
  const { model, detectors } = store.getState();
  const { info } = model;
  if (!info) return [];
  const shipped = new Set(info.detectors.map(({ name }) => name));
  const own = detectors.filter(({ name }) => !shipped.has(name));
  const files: SessionDetector[] = [];
  for (const { name } of own) files.push({ name, modelHash: info.hash, file: await engine().exportDetector(name) });
  return files;
}

/**
 * Gives a session's detectors to the engine and to the store. None takes the place of another: where a name is taken by other weights, the newcomer gets a
 * number, in all that the session says. Those of another model only wait in the store.
 * @throws EngineError where one does not fit the model; then nothing has changed
 */
export async function adoptDetectors(
  session: Session,
): Promise<{ readonly session: Session; /** How many belong to another model. */ readonly waiting: number }> {
  const state = store.getState();
  const modelHash = selectModelReady(state) ? state.model.info?.hash : undefined;
  const names = new Map<string, string>();
  const fresh: SessionDetector[] = [];
  for (const detector of session.detectors) {
    const live = detector.modelHash === modelHash;
    const { name, isNew } = await place(
      detector,
      live ? await liveFiles() : await storedFiles(detector.modelHash),
      fresh,
    );
    names.set(detector.name, name);
    if (isNew) fresh.push({ ...detector, name });
  }
  const made: DetectorInfo[] = [];
  for (const { name, modelHash: hash, file } of fresh)
    if (hash === modelHash) made.push(await engine().importDetector(name, file));
  for (const info of made) store.getState().addDetector(info);
  for (const { file, ...detector } of fresh)
    await keepDetectorFile({ ...detector, file: new Blob([file as Uint8Array<ArrayBuffer>]) });
  return {
    session: renameDetectors(session, names),
    waiting: fresh.filter(({ modelHash: hash }) => hash !== modelHash).length,
  };
}

/** Names that are taken, each with a way to its file. */
type Files = ReadonlyMap<string, () => Promise<Uint8Array>>;

async function liveFiles(): Promise<Files> {
  return new Map(
    store
      .getState()
      .detectors.filter(({ zeroShot }) => zeroShot === undefined)
      .map(({ name }) => [name, () => engine().exportDetector(name)]),
  );
}

async function storedFiles(modelHash: string): Promise<Files> {
  return new Map(
    (await storedDetectors(modelHash)).map(({ name, file }) => [
      name,
      async () => new Uint8Array(await file.arrayBuffer()),
    ]),
  );
}

/** The first name that is free, or that has the same weights already. */
async function place(
  { name, modelHash, file }: SessionDetector,
  taken: Files,
  fresh: readonly SessionDetector[],
): Promise<{ readonly name: string; readonly isNew: boolean }> {
  for (let number = 1; ; number++) {
    const candidate = number === 1 ? name : `${name}-${number}`;
    const known = taken.get(candidate);
    if (known && equalBytes(await known(), file)) return { name: candidate, isNew: false };
    const claimed = fresh.some((other) => other.name === candidate && other.modelHash === modelHash);
    if (!known && !claimed) return { name: candidate, isNew: true };
  }
}

function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}
