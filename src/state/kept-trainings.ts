import { readUnfinishedTraining, writeUnfinishedTraining, type UnfinishedTraining } from '../runs/unfinished-training';
import { toErrorRecord } from './report-error';
import { storage } from './storage-access';
import { isQuotaError } from './storage-trouble';
import type { StoredAgain } from './store-again';
import { store } from './store';

/** Where a checkpoint is: what stands in memory goes with the page. */
export type CheckpointPlace = 'browser' | 'memory';

/** Newest checkpoints for which the browser has no place, by the id of their run. */
const inMemory = new Map<string, Blob>();
const told = new Set<string>();
let queue: Promise<unknown> = Promise.resolve();

/** One change after the other: a checkpoint on its way must not come after its run was forgotten. */
function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const result = queue.then(work);
  queue = result.catch(() => undefined);
  return result;
}

/** The file of a run. Ids are the page's own, or come from a file that was opened here. */
export function checkpointFileName(id: string): string {
  return `${id.replace(/[^\w-]/gu, '_')}.safetensors`;
}

/** Stores what a training needs to go on, in place of its former checkpoint. Where that fails, memory keeps it, and the user hears of it once. */
export function keepTraining(training: UnfinishedTraining, checkpoint: Uint8Array): Promise<CheckpointPlace> {
  return inTurn(async () => keepFile(training.id, await writeUnfinishedTraining(training, checkpoint)));
}

/** Stores a checkpoint that came as a file. */
export function keepTrainingFile(id: string, file: Blob): Promise<CheckpointPlace> {
  return inTurn(() => keepFile(id, file));
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
      ? 'The browser has no space left for the checkpoint of this training.'
      : `The browser does not store the checkpoint of this training (${reason}).`,
    hint: 'Training goes on; the newest checkpoint stays in memory until this page is closed. Under “Stored in this browser” in the Train view it can be exported, and what is not needed any more deleted.',
  });
}

/** Tries again to store the checkpoints that are in memory only. */
export function storeTrainingsAgain(): Promise<StoredAgain> {
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

/** Removes the checkpoint of a run, after whatever is being stored now. */
export function forgetTraining(id: string): Promise<void> {
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
export interface KeptTraining {
  readonly fileName: string;
  readonly bytes: number;
  /** When it was stored, in milliseconds. */
  readonly modified: number;
  readonly place: CheckpointPlace;
  readonly content:
    | { readonly kind: 'read'; readonly training: UnfinishedTraining }
    | { readonly kind: 'unreadable'; readonly problem: string };
}

/** All checkpoints, the newest first. */
export async function keptTrainings(): Promise<readonly KeptTraining[]> {
  const stored = await storedFiles();
  const held = [...inMemory].map(([id, file]) => ({ name: checkpointFileName(id), file, modified: Infinity }));
  const files = [...held, ...stored.filter(({ name }) => !held.some((one) => one.name === name))];
  const kept = await Promise.all(
    files.map(async ({ name, file, modified }): Promise<KeptTraining> => {
      const place = modified === Infinity ? 'memory' : 'browser';
      const common = { fileName: name, bytes: file.size, modified, place } as const;
      try {
        return { ...common, content: { kind: 'read', training: await readUnfinishedTraining(file) } };
      } catch (error) {
        return { ...common, content: { kind: 'unreadable', problem: toErrorRecord(error).message } };
      }
    }),
  );
  return kept.sort((a, b) => b.modified - a.modified);
}

async function storedFiles() {
  try {
    return await storage().checkpoints.list();
  } catch {
    // A page without a file system of its own (an insecure address, a private window) has no files: storing one tells.
    return [];
  }
}
