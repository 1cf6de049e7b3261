import { CodedError } from '../../errors/coded-error';
import type { DetectorInfo } from '../../engine/engine';
import type { LibraryRecord } from '../../runs/library/library-record';
import { renameDetectors } from '../../runs/library/rename-detectors';
import { newRunId } from '../../runs/records/run-identity';
import { entryOf, type NewRun } from '../../runs/library/run-library';
import type { RunMark, Session, SessionDetector } from '../../runs/session/session';
import type { StoredDetector } from '../../runs/library/runs-store';
import { engine } from '../jobs/engine-access';
import { selectModelReady } from '../store/model-slice';
import { keepRunsInMemory, readLibrary, showRuns } from './kept-runs';
import { storage } from './storage-access';
import { tellUnstored } from './storage-trouble';
import { store } from '../store/store';
import { freeNames, keepDetectorsInMemory, storedDetectors } from './stored-work';

/** A session that has been taken in. */
export interface AdoptedSession {
  /** With its detectors under the names that they have here. */
  readonly session: Session;
  /** How many of its detectors belong to another model. */
  readonly waiting: number;
}

/** How often another tab may come between. */
const mostAttempts = 5;

/**
 * Stores a session's runs, evaluations and detectors in one transaction, and gives the detectors of the loaded model to the engine.
 * None takes the place of another: see {@link placeDetectors} and {@link newRuns}. Where the browser stores nothing, memory keeps all of them.
 * @throws EngineError where a detector does not fit the model; then nothing has changed
 */
export async function adoptSession(session: Session): Promise<AdoptedSession> {
  for (let attempt = 1; ; attempt++) {
    const { renamed, fresh } = await placeDetectors(session);
    const made = await importDetectors(fresh);
    const runs = newRuns(renamed);
    const detectors = fresh.map(({ file, ...detector }): StoredDetector => ({
      ...detector,
      file: new Blob([file as Uint8Array<ArrayBuffer>]),
    }));
    try {
      await storage().library.addAll(runs, detectors);
    } catch (error) {
      if (error instanceof CodedError && error.code === 'taken' && attempt < mostAttempts) {
        await removeDetectors(made);
        await readLibrary();
        continue;
      }
      keepRunsInMemory(runs);
      keepDetectorsInMemory(detectors);
      tellUnstored(error, 'The session');
    }
    for (const info of made) store.getState().addDetector(info);
    showRuns(runs);
    store.getState().storageChanged();
    return { session: renamed, waiting: fresh.length - made.length };
  }
}

/** The session's detectors that are not here yet, and the session with the names that its detectors have here: where a name is taken by other weights, the newcomer gets a number. */
async function placeDetectors(
  session: Session,
): Promise<{ readonly renamed: Session; readonly fresh: readonly SessionDetector[] }> {
  const names = new Map<string, string>();
  const fresh: SessionDetector[] = [];
  for (const detector of session.detectors) {
    const { name, isNew } = await place(detector, await knownFiles(detector.modelHash), fresh);
    names.set(detector.name, name);
    if (isNew) fresh.push({ ...detector, name });
  }
  return { renamed: renameDetectors(session, names), fresh };
}

function loadedModel(): string | undefined {
  const state = store.getState();
  return selectModelReady(state) ? state.model.info?.hash : undefined;
}

/** Names that are taken, each with a way to its file. */
type Files = ReadonlyMap<string, () => Promise<Uint8Array>>;

/** Whatever the engine has of the model, and what is stored of it, which another tab may have trained. */
async function knownFiles(modelHash: string): Promise<Files> {
  const stored = (await storedDetectors(modelHash)).map(
    ({ name, file }) => [name, async () => new Uint8Array(await file.arrayBuffer())] as const,
  );
  const live = modelHash === loadedModel() ? store.getState().detectors : [];
  return new Map([
    ...stored,
    ...live
      .filter(({ zeroShot }) => zeroShot === undefined)
      .map(({ name }) => [name, () => engine().exportDetector(name)] as const),
  ]);
}

/** The first name that is free, or that has the same weights already. */
async function place(
  { name: wanted, modelHash, file }: SessionDetector,
  taken: Files,
  fresh: readonly SessionDetector[],
): Promise<{ readonly name: string; readonly isNew: boolean }> {
  const claimed = fresh.filter((other) => other.modelHash === modelHash).map(({ name }) => name);
  for (const name of freeNames(wanted, new Set(claimed))) {
    const known = taken.get(name);
    if (known === undefined) return { name, isNew: true };
    if (equalBytes(await known(), file)) return { name, isNew: false };
  }
  throw new RangeError('Names are free without end.');
}

function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}

/** Gives the engine those of the loaded model, all or none. */
async function importDetectors(fresh: readonly SessionDetector[]): Promise<readonly DetectorInfo[]> {
  const loaded = loadedModel();
  const made: DetectorInfo[] = [];
  try {
    for (const { name, modelHash, file } of fresh)
      if (modelHash === loaded) made.push(await engine().importDetector(name, file));
    return made;
  } catch (error) {
    await removeDetectors(made);
    throw error;
  }
}

async function removeDetectors(made: readonly DetectorInfo[]): Promise<void> {
  for (const { name } of made) await engine().removeDetector(name);
}

/** The runs and evaluations of a session that the library has not yet, with their pins and notes. One with the id of another run that is here gets a new id. */
export function newRuns({ runs, evaluations, marks }: Pick<Session, 'runs' | 'evaluations' | 'marks'>): NewRun[] {
  const markOf = new Map(marks.map((mark) => [mark.run, mark]));
  const here = new Map(store.getState().runs.map((entry) => [entry.head.id, entry]));
  return [...runs, ...evaluations].flatMap((record): NewRun[] => {
    const fresh = newRun(record, markOf.get(record.id));
    const clashing = here.get(record.id);
    if (clashing === undefined) {
      here.set(record.id, fresh.entry);
      return [fresh];
    }
    const { head, summary } = clashing;
    const same =
      head.createdAt === record.createdAt &&
      head.kind === record.kind &&
      JSON.stringify(summary) === JSON.stringify(fresh.entry.summary);
    return same ? [] : [newRun({ ...record, id: newRunId() }, markOf.get(record.id))];
  });
}

function newRun(record: LibraryRecord, mark: RunMark | undefined): NewRun {
  return { record, entry: { ...entryOf(record), pinned: mark?.pinned ?? false, note: mark?.note ?? '' } };
}
