import { cancelled } from '../../errors/cancelled';
import type { CopyReport, CopyTarget } from '../engine';
import type { Call } from './connection';
import type { CopyEvent } from './messages';
import { PieceQueue } from './piece-queue';

/**
 * Receives a copy, and holds the worker where its pieces come faster than they are written.
 * @param start sends the request
 * @throws EngineError; what a piece could not be written for
 */
export async function receiveCopy(
  { write, onProgress, signal }: CopyTarget,
  start: (onEvent: (event: CopyEvent) => void) => Call<'copyDataSet'>,
): Promise<CopyReport> {
  if (signal?.aborted) throw cancelled();
  const queue = new PieceQueue(write, {
    onHold: (held) => call.control(held ? 'pause' : 'resume'),
    onFailure: () => call.control('cancel'),
  });
  const call = start((event) => {
    switch (event.kind) {
      case 'piece':
        queue.add(event.piece);
        return;
      case 'progress':
        onProgress?.(event.progress);
        return;
      default:
        event satisfies never;
    }
  });
  const cancel = () => call.control('cancel');
  signal?.addEventListener('abort', cancel, { once: true });
  try {
    const report = await call.result;
    await queue.drained();
    return report;
  } catch (error) {
    // Whoever writes may close the target only after the last piece; what went wrong there is why the call was cancelled.
    await queue.drained();
    throw error;
  } finally {
    signal?.removeEventListener('abort', cancel);
  }
}
