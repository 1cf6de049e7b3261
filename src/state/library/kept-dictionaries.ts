import {
  dictionaryFileName,
  type KeptDictionary,
  readKeptDictionary,
  writeKeptDictionary,
} from '../../runs/shelf/kept-dictionary';
import { toErrorRecord } from '../store/report-error';
import type { CheckpointPlace } from '../store/storage-slice';
import { store } from '../store/store';
import { storage } from './storage-access';
import { isQuotaError, storageProblem, type StoredAgain } from './storage-trouble';

/** Those for which the browser has no place, by file name. */
const inMemory = new Map<string, Blob>();
let told = false;
let queue: Promise<unknown> = Promise.resolve();

/** One change after the other: a part on its way must not come after what is newer. */
function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const result = queue.then(work);
  queue = result.catch(() => undefined);
  return result;
}

/** A stored file as far as it can be read. */
export interface StoredDictionary {
  readonly fileName: string;
  readonly bytes: number;
  readonly place: CheckpointPlace;
  readonly content:
    | { readonly kind: 'read'; readonly kept: KeptDictionary }
    | { readonly kind: 'unreadable'; readonly problem: string };
}

/** Stores a dictionary in place of its former part. Where that fails, memory keeps it, and the user hears of it once. */
export function keepDictionary(kept: KeptDictionary): Promise<void> {
  return inTurn(async () => {
    const name = dictionaryFileName(kept.dictionary);
    const file = writeKeptDictionary(kept);
    try {
      await storage().dictionaries.write(name, file);
      inMemory.delete(name);
    } catch (error) {
      inMemory.set(name, file);
      if (!told) tell(error);
      told = true;
    }
    store.getState().storageChanged();
  });
}

function tell(error: unknown): void {
  store.getState().notify({
    tone: 'error',
    message: isQuotaError(error)
      ? 'The browser has no space left for the measured transforms.'
      : `The browser does not store the measured transforms (${storageProblem(error).reason}).`,
    hint: 'They can be used until this page is closed. Under “Stored in this browser” in the Train view they can be exported, and what is not needed any more deleted.',
  });
}

/** Tries again to store those that are in memory only. */
export function storeDictionariesAgain(): Promise<StoredAgain> {
  return inTurn(async () => {
    const errors: unknown[] = [];
    const held = [...inMemory];
    for (const [name, file] of held) {
      try {
        await storage().dictionaries.write(name, file);
        inMemory.delete(name);
      } catch (error) {
        errors.push(error);
      }
    }
    return { stored: held.length - errors.length, errors };
  });
}

/** All that are kept, the newest first. */
export async function storedDictionaries(): Promise<readonly StoredDictionary[]> {
  const held = [...inMemory].map(([name, file]) => ({ name, file, modified: Infinity }));
  const files = [...held, ...(await storedFiles()).filter(({ name }) => !inMemory.has(name))];
  const newest = files.toSorted((a, b) => b.modified - a.modified);
  return Promise.all(
    newest.map(async ({ name, file, modified }): Promise<StoredDictionary> => {
      const place = modified === Infinity ? 'memory' : 'browser';
      const common = { fileName: name, bytes: file.size, place } as const;
      try {
        return { ...common, content: { kind: 'read', kept: await readKeptDictionary(file) } };
      } catch (error) {
        return { ...common, content: { kind: 'unreadable', problem: toErrorRecord(error).message } };
      }
    }),
  );
}

/** Those of a model that can be read, the newest first. */
export async function dictionariesOf(modelHash: string): Promise<readonly KeptDictionary[]> {
  return (await storedDictionaries()).flatMap(({ content }) =>
    content.kind === 'read' && content.kept.dictionary.identity.model === modelHash ? [content.kept] : [],
  );
}

/** The file; null where there is none. */
export async function openDictionaryFile(fileName: string): Promise<Blob | null> {
  return inMemory.get(fileName) ?? (await storage().dictionaries.open(fileName));
}

/** Removes a file, whatever is in it, after whatever is being stored now. */
export function forgetDictionaryFile(fileName: string): Promise<void> {
  return inTurn(async () => {
    inMemory.delete(fileName);
    try {
      await storage().dictionaries.remove(fileName);
    } catch {
      // Without a file system there is no file either.
    }
    store.getState().storageChanged();
  });
}

async function storedFiles() {
  try {
    return await storage().dictionaries.list();
  } catch {
    // A page without a file system of its own has no files: storing one tells.
    return [];
  }
}
