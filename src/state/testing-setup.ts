import { beforeEach } from 'vitest';
import { createRunLibrary } from '../runs/library/run-library';
import { createRunStore } from '../runs/library/runs-store';
import { createMemoryShelf } from '../runs/shelf/testing-memory-shelf';
import { createMemoryFiles, createMemoryStore } from '../runs/testing';
import { storeAgain } from './library/store-again';
import { provideStorage } from './library/storage-access';
import { store } from './store/store';

/** The store as the page first has it, and storage that holds nothing. */
function openEmptyPage(): void {
  store.setState(store.getInitialState(), true);
  const tables = createMemoryStore();
  provideStorage({
    runs: createRunStore(tables),
    library: createRunLibrary(tables),
    checkpoints: createMemoryFiles(),
    models: createMemoryShelf(),
    dictionaries: createMemoryFiles(),
  });
}

/** What the former test has left in memory, where it found no space, goes into storage that is thrown away. */
async function emptyPage(): Promise<void> {
  openEmptyPage();
  await storeAgain();
  openEmptyPage();
}

// All tests of the state share one page: it is empty when a file is read, and before each of its tests.
await emptyPage();
beforeEach(emptyPage);
