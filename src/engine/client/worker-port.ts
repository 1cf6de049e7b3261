import type { SpawnEngine } from './connection';
import { startWatched } from './worker-life';

/** Starts the real engine worker. */
export const spawnEngineWorker: SpawnEngine = (onMessage, onCrash) =>
  startWatched(
    (name) => new Worker(new URL('../worker/engine.worker.ts', import.meta.url), { type: 'module', name }),
    onMessage,
    onCrash,
  );
