/** Reads one session file, so that the page stays at hand meanwhile. */
import { isSessionError } from '../../errors/areas';
import { openSessionFile } from './open-session';
import type { MessageFromSession } from './session-messages';

globalThis.addEventListener('message', ({ data }: MessageEvent<Blob>) => void answer(data));

async function answer(file: Blob): Promise<void> {
  try {
    post({
      kind: 'opened',
      opened: await openSessionFile(file, (done, total) => post({ kind: 'progress', done, total })),
    });
  } catch (error) {
    if (isSessionError(error)) {
      const { code, message, hint } = error;
      post({ kind: 'refused', code, message, hint });
    } else post({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
  }
}

function post(message: MessageFromSession): void {
  globalThis.postMessage(message);
}
