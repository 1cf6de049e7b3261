import type { SpawnEngine } from './connection';
import type { MessageFromEngine } from './messages';
import { lifeLockPrefix } from './worker-life';

/** Starts the real engine worker. */
export const spawnEngineWorker: SpawnEngine = (onMessage, onCrash) => {
  // `randomUUID` and locks exist in secure contexts only, a page on a plain host has neither.
  const life = `${lifeLockPrefix}${crypto.getRandomValues(new Uint32Array(4)).join('-')}`;
  const worker = new Worker(new URL('./engine.worker.ts', import.meta.url), { type: 'module', name: life });
  const watch = new AbortController();
  const end = (details: string) => {
    watch.abort();
    onCrash(details);
  };
  worker.addEventListener('message', ({ data }: MessageEvent<MessageFromEngine | { readonly kind: 'alive' }>) => {
    if (data.kind === 'alive') void watchLife(life, watch.signal, end);
    else onMessage(data);
  });
  worker.addEventListener('error', (event) => end(event.message || 'The worker script could not be started.'));
  worker.addEventListener('messageerror', () => end('A message from the worker could not be read.'));
  return {
    post: (message, transfer = []) => worker.postMessage(message, transfer),
    terminate: () => {
      watch.abort();
      worker.terminate();
    },
  };
};

/** A worker that the browser kills for its memory sends no event; but its lock becomes free. */
async function watchLife(name: string, signal: AbortSignal, onEnd: (details: string) => void): Promise<void> {
  try {
    await navigator.locks.request(name, { signal }, () => undefined);
    onEnd('The browser ended the worker, probably for lack of memory.');
  } catch (error) {
    // Aborting the request is how watching ends.
    if (!signal.aborted) throw error;
  }
}
