import { beforeEach } from 'vitest';
import { createRunLibrary } from '../runs/library/run-library';
import { createRunStore } from '../runs/library/runs-store';
import { createMemoryShelf } from '../runs/shelf/testing-memory-shelf';
import { createMemoryFiles, createMemoryStore } from '../runs/testing';
import { forgetUnstoredRuns } from './library/kept-runs';
import { provideStorage } from './library/storage-access';
import { store } from './store/store';

// All tests of the state share one page: each begins with the store as the page first has it, and with storage that holds nothing.
beforeEach(() => {
  store.setState(store.getInitialState(), true);
  forgetUnstoredRuns();
  const tables = createMemoryStore();
  provideStorage({
    runs: createRunStore(tables),
    library: createRunLibrary(tables),
    checkpoints: createMemoryFiles(),
    models: createMemoryShelf(),
    dictionaries: createMemoryFiles(),
  });
});
