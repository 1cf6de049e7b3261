import type { BackendHost } from './backend-host';
import type { ComputeLane } from './compute-lane';
import type { ModelStore } from './model-store';

/** What the handlers of the engine worker share. */
export interface Workbench {
  readonly lane: ComputeLane;
  readonly backend: BackendHost;
  readonly models: ModelStore;
  /** Runs work alone on the running backend; a GPU error in it is an exception. */
  readonly compute: <T>(work: () => T | Promise<T>) => Promise<T>;
}

/** Puts the parts together. */
export function createWorkbench(lane: ComputeLane, backend: BackendHost, models: ModelStore): Workbench {
  return {
    lane,
    backend,
    models,
    compute: (work) =>
      lane.run(async () => {
        await backend.ensure();
        const result = await work();
        backend.assertSound();
        return result;
      }),
  };
}
