import { CodedError } from '../../errors/coded-error';
import { readUnfinishedWork, type UnfinishedWork } from '../../runs/unfinished/unfinished-work';
import { toErrorRecord } from '../store/report-error';
import { storage } from './storage-access';
import { isQuotaError, type StoredAgain } from './storage-trouble';
import type { CheckpointPlace } from '../store/storage-slice';
import { store } from '../store/store';

/** Newest checkpoints for which the browser has no place, by the id of their run. */
const inMemory = new Map<string, Blob>();
/** Checkpoints that wait for their turn, by the id of their run. */
const waiting = new Map<string, { make: MakeFile; readonly stored: Promise<CheckpointPlace> }>();
const told = new Set<string>();
let queue: Promise<unknown> = Promise.resolve();

type MakeFile = () => Blob | Promise<Blob>;

/** One change after the other: a checkpoint on its way must not come after its run was forgotten. */
function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const result = queue.then(work);
  queue = result.catch(() => undefined);
  return result;
}

const checkpointExtension = '.safetensors';

/** The file of a run. Ids are the page's own, or come from a file that was opened here. */
export function checkpointFileName(id: string): string {
  return `${id.replace(/[^\w-]/gu, '_')}${checkpointExtension}`;
}

/**
 * Stores what a run needs to go on, in place of its former checkpoint; while one waits to be stored, a newer one takes its place.
 * Where that fails, memory keeps it, and the user hears of it once.
 * @param make gives the file when its turn has come
 */
export function keepWork(id: string, make: MakeFile): Promise<CheckpointPlace> {
  const former = waiting.get(id);
  if (former) {
    former.make = make;
    return former.stored;
  }
  const stored = inTurn(async () => {
    const newest = waiting.get(id)?.make ?? make;
    waiting.delete(id);
    return keepFile(id, await newest());
  });
  waiting.set(id, { make, stored });
  return stored;
}

async function keepFile(id: string, file: Blob): Promise<CheckpointPlace> {
  let place: CheckpointPlace = 'browser';
  try {
    await storage().checkpoints.write(checkpointFileName(id), file);
    inMemory.delete(id);
  } catch (error) {
    place = 'memory';
    inMemory.set(id, file);
    if (!told.has(id)) tell(error);
    told.add(id);
  }
  store.getState().storageChanged();
  return place;
}

function tell(error: unknown): void {
  const reason = error instanceof Error ? error.message : String(error);
  store.getState().notify({
    tone: 'error',
    message: isQuotaError(error)
      ? 'The browser has no space left for the checkpoint of this run.'
      : `The browser does not store the checkpoint of this run (${reason}).`,
    hint: 'The run goes on; its newest checkpoint stays in memory until this page is closed. Under “Stored in this browser” in the Train view it can be exported, and what is not needed any more deleted.',
  });
}

/** Tries again to store the checkpoints that are in memory only. */
export function storeWorkAgain(): Promise<StoredAgain> {
  return inTurn(async () => {
    const errors: unknown[] = [];
    const held = [...inMemory];
    for (const [id, file] of held) {
      try {
        await storage().checkpoints.write(checkpointFileName(id), file);
        inMemory.delete(id);
      } catch (error) {
        errors.push(error);
      }
    }
    return { stored: held.length - errors.length, errors };
  });
}

/** The checkpoint of a run with what it belongs to; null where there is none. */
export async function openCheckpoint(id: string): Promise<Blob | null> {
  return inMemory.get(id) ?? (await storage().checkpoints.open(checkpointFileName(id)));
}

/** What is said where a run has none any more. */
export function checkpointGone(): CodedError {
  return new CodedError(
    'internal',
    'The checkpoint of this run is gone.',
    'The browser has cleared the storage of this page, or another tab has deleted it. Start the run anew.',
  );
}

/** Removes the checkpoint of a run, after whatever is being stored now. */
export function forgetWork(id: string): Promise<void> {
  return forgetCheckpointFile(checkpointFileName(id), id);
}

/** Removes a stored file, whatever is in it. */
export function forgetCheckpointFile(name: string, id?: string): Promise<void> {
  return inTurn(async () => {
    if (id !== undefined) inMemory.delete(id);
    try {
      await storage().checkpoints.remove(name);
    } catch {
      // Without a file system there is no file either.
    }
    store.getState().storageChanged();
  });
}

/** A stored checkpoint as far as it can be read. */
export interface KeptWork {
  readonly fileName: string;
  readonly bytes: number;
  /** When it was stored, in milliseconds since 1970; infinite in memory. */
  readonly modified: number;
  readonly place: CheckpointPlace;
  readonly content:
    | { readonly kind: 'read'; readonly work: UnfinishedWork }
    | { readonly kind: 'unreadable'; readonly problem: string }
    /** A file that this page has not written. */
    | { readonly kind: 'foreign' };
}

/** All checkpoints, the newest first. */
export async function keptWork(): Promise<readonly KeptWork[]> {
  const stored = await storedFiles();
  const held = [...inMemory].map(([id, file]) => ({ name: checkpointFileName(id), file, modified: Infinity }));
  const files = [...held, ...stored.filter(({ name }) => !held.some((one) => one.name === name))];
  const kept = await Promise.all(
    files.map(async ({ name, file, modified }): Promise<KeptWork> => {
      const place = modified === Infinity ? 'memory' : 'browser';
      const common = { fileName: name, bytes: file.size, modified, place } as const;
      if (!name.endsWith(checkpointExtension)) return { ...common, content: { kind: 'foreign' } };
      try {
        return { ...common, content: { kind: 'read', work: underWay(name) ?? (await readUnfinishedWork(file)) } };
      } catch (error) {
        return { ...common, content: { kind: 'unreadable', problem: toErrorRecord(error).message } };
      }
    }),
  );
  return kept.sort((a, b) => b.modified - a.modified);
}

/** A run of one kind that is kept. */
export type KeptRun<Kind extends UnfinishedWork['kind']> = Pick<KeptWork, 'modified' | 'place'> & {
  readonly run: Extract<UnfinishedWork, { readonly kind: Kind }>['run'];
};

/** Those of one kind that can be read, in the order of {@link keptWork}. */
export function keptOfKind<Kind extends UnfinishedWork['kind']>(
  kept: readonly KeptWork[],
  kind: Kind,
): readonly KeptRun<Kind>[] {
  return kept.flatMap(({ content, modified, place }) =>
    content.kind === 'read' && content.work.kind === kind
      ? [{ modified, place, run: content.work.run as KeptRun<Kind>['run'] }]
      : [],
  );
}

/** The evaluation under way on this page: its newest file need not be read back, which takes seconds where there are many images. */
function underWay(fileName: string): UnfinishedWork | null {
  const {
    evaluationProgress,
    evaluations: { a, b },
  } = store.getState();
  if (evaluationProgress === null || a === null || checkpointFileName(a.id) !== fileName) return null;
  return { kind: 'evaluation', run: { id: a.id, a, b } };
}

async function storedFiles() {
  try {
    return await storage().checkpoints.list();
  } catch {
    // A page without a file system of its own (an insecure address, a private window) has no files: storing one tells.
    return [];
  }
}
