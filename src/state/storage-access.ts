import { createCheckpointStore, type CheckpointStore } from '../runs/checkpoint-store';
import { createRunStore, type RunStore } from '../runs/store';

/** Where the browser keeps what the next visit finds again. */
export interface PageStorage {
  readonly runs: RunStore;
  readonly checkpoints: CheckpointStore;
}

let current: PageStorage = { runs: createRunStore(), checkpoints: createCheckpointStore() };

/** Takes the place of the browser's own storage. */
export function provideStorage(provided: PageStorage): void {
  current = provided;
}

/** The storage of this page. */
export function storage(): PageStorage {
  return current;
}
