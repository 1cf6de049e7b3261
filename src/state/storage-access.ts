import { createCheckpointStore, type CheckpointStore } from '../runs/checkpoint-store';
import { createModelShelf, type ModelShelf } from '../runs/model-shelf';
import { createRunStore, type RunStore } from '../runs/store';

/** Where the browser keeps what the next visit finds again. */
export interface PageStorage {
  readonly runs: RunStore;
  readonly checkpoints: CheckpointStore;
  readonly models: ModelShelf;
}

let current: PageStorage = {
  runs: createRunStore(),
  checkpoints: createCheckpointStore(),
  models: createModelShelf(),
};

/** Takes the place of the browser's own storage, or of a part of it. */
export function provideStorage(provided: Partial<PageStorage>): void {
  current = { ...current, ...provided };
}

/** The storage of this page. */
export function storage(): PageStorage {
  return current;
}
