import { createCheckpointStore, type CheckpointStore } from '../../runs/shelf/checkpoint-store';
import { createModelShelf, type ModelShelf } from '../../runs/shelf/model-shelf';
import { openPageDatabase } from '../../runs/library/page-database';
import { createRunLibrary, type RunLibrary } from '../../runs/library/run-library';
import { createRunStore, type RunStore } from '../../runs/library/runs-store';

/** Where the browser keeps what the next visit finds again. */
export interface PageStorage {
  readonly runs: RunStore;
  readonly library: RunLibrary;
  readonly checkpoints: CheckpointStore;
  readonly models: ModelShelf;
  /** Measured dictionaries of photometric transforms. */
  readonly dictionaries: CheckpointStore;
}

const watchers = new Set<() => void>();
let otherTabs: BroadcastChannel | null = null;

/** One database, so that runs and detectors can change together. */
const tables = openPageDatabase({
  onChange: () => otherTabs?.postMessage('changed'),
  onLost: () => watchers.forEach((watcher) => watcher()),
});

/** Calls the watcher when what is stored has changed without this page: another tab has changed it, or the browser has cleared it. */
export function watchStorage(watcher: () => void): void {
  watchers.add(watcher);
  otherTabs ??= new BroadcastChannel('clip-the-gap');
  otherTabs.addEventListener('message', watcher);
}

let current: PageStorage = {
  runs: createRunStore(tables),
  library: createRunLibrary(tables),
  checkpoints: createCheckpointStore(),
  models: createModelShelf(),
  dictionaries: createCheckpointStore('dictionaries'),
};

/** Takes the place of the browser's own storage, or of a part of it. */
export function provideStorage(provided: Partial<PageStorage>): void {
  current = { ...current, ...provided };
}

/** The storage of this page. */
export function storage(): PageStorage {
  return current;
}
