import { CodedError } from '../../errors/coded-error';
import { openSessionFile, type OnSessionFile } from './open-session';
import type { MessageFromSession } from './session-messages';
import type { UnpackedSession } from './session-zip';

interface OpenOptions {
  /** Ends the reading; the promise then rejects with the signal's reason. */
  readonly signal: AbortSignal;
  readonly onFile: OnSessionFile;
}

/** Opens a session in a worker of its own, which ends with it; in this thread where there are no workers, as in tests. @throws SessionError */
export async function openSessionApart(file: Blob, { signal, onFile }: OpenOptions): Promise<UnpackedSession> {
  if (typeof Worker === 'undefined') {
    const opened = await openSessionFile(file, onFile);
    signal.throwIfAborted();
    return opened;
  }
  const worker = new Worker(new URL('./session.worker.ts', import.meta.url), { type: 'module' });
  const opened = new Promise<UnpackedSession>((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason));
    worker.addEventListener('error', ({ message }) =>
      reject(new Error(message || 'The script that reads sessions could not be started')),
    );
    worker.addEventListener('message', ({ data }: MessageEvent<MessageFromSession>) => {
      switch (data.kind) {
        case 'progress':
          return onFile(data.done, data.total);
        case 'opened':
          return resolve(data.opened);
        case 'refused':
          return reject(new CodedError(data.code, data.message, data.hint));
        case 'failed':
          return reject(new Error(data.message));
        default:
          data satisfies never;
      }
    });
    worker.postMessage(file);
  });
  return opened.finally(() => worker.terminate());
}
