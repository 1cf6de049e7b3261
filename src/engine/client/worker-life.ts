/** Before the names of all watched workers. The name of such a worker is the name of a lock that it holds as long as it lives. */
const lifeLockPrefix = 'clip-the-gap-';

/** Of a watched worker's first message, which says that it holds its lock. */
const aliveKind = 'alive';

/** A running worker. */
export interface WorkerPort<Sent> {
  readonly post: (message: Sent, transfer?: Transferable[]) => void;
  readonly terminate: () => void;
}

/** Starts a worker, which reports what it sends, and its end. */
export type StartWorker<Sent, Received> = (
  onMessage: (message: Received) => void,
  onEnd: (details: string) => void,
) => WorkerPort<Sent>;

/** Called by a watched worker as it starts. Threads that the worker starts from its own file have other names, and do nothing here. */
export function holdLifeLock(): void {
  const { name } = self;
  if (!name.startsWith(lifeLockPrefix) || !('locks' in navigator)) return;
  void navigator.locks.request(name, () => {
    globalThis.postMessage({ kind: aliveKind });
    return new Promise<never>(() => undefined);
  });
}

/**
 * Starts a worker and watches it. A worker that the browser kills for its memory sends no event, but its lock becomes free. Where the Web Locks
 * interface is missing, on plain hosts, only errors are seen.
 *
 * @param start makes the worker, with the given name; its script calls {@link holdLifeLock}
 * @param onMessage gets what the worker sends, of whatever type that is
 * @param onEnd told once, with details, when the worker ends by itself; not after `terminate`
 */
export function startWatched(
  start: (name: string) => Worker,
  onMessage: (message: never) => void,
  onEnd: (details: string) => void,
): WorkerPort<unknown> {
  // `randomUUID` and locks exist in secure contexts only, a page on a plain host has neither.
  const name = `${lifeLockPrefix}${crypto.getRandomValues(new Uint32Array(4)).join('-')}`;
  const worker = start(name);
  const watch = new AbortController();
  const end = (details: string) => {
    if (watch.signal.aborted) return;
    watch.abort();
    onEnd(details);
  };
  worker.addEventListener('message', ({ data }: MessageEvent<{ readonly kind: string }>) => {
    if (data.kind === aliveKind) void waitForEnd(name, watch.signal, end);
    else onMessage(data as never);
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
}

async function waitForEnd(name: string, signal: AbortSignal, onEnd: (details: string) => void): Promise<void> {
  try {
    await navigator.locks.request(name, { signal }, () => undefined);
    onEnd('The browser ended the worker, probably for lack of memory.');
  } catch (error) {
    // Aborting the request is how watching ends.
    if (!signal.aborted) throw error;
  }
}
