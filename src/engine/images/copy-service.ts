import { cancelled } from '../../errors/cancelled';
import type { EngineErrorRecord } from '../../errors/areas';
import type { ChangePicture, CopyOrder } from '../../data/copies/copy-picture';
import { RequestWorker, type Reply } from '../client/request-worker';
import { startWatched, type StartWorker } from '../client/worker-life';

/** Engine worker to copy worker. */
export interface MessageToCopies {
  readonly id: number;
  readonly order: CopyOrder;
}

/** Copy worker to engine worker: encoded pictures, one for each draw. */
export type MessageFromCopies = Reply<readonly Uint8Array[]>;

export type StartCopies = StartWorker<MessageToCopies, MessageFromCopies>;

/** Who changes the pictures of one copy. */
export interface PictureChangers {
  readonly change: ChangePicture;
  /** Pictures that are changed at the same time: orders go to each worker in turn, and it takes one after the other. */
  readonly workers: number;
  /** Pictures to ask for at the same time, so that no worker waits. */
  readonly atOnce: number;
  /** Ends the workers; what was asked of them is cancelled. */
  readonly close: () => void;
}

/** More workers take memory, and the disk is then what is slow. */
const mostWorkers = 4;

/** Changes pictures in workers, which take turns; each starts with its first picture. The thread that asks stays free. */
export function copyService(start: StartCopies, cores = navigator.hardwareConcurrency): PictureChangers {
  const count = Math.min(mostWorkers, Math.max(1, cores - 1));
  const workers = Array.from(
    { length: count },
    () => new RequestWorker<MessageToCopies, readonly Uint8Array[]>(start, stopped),
  );
  let next = 0;
  return {
    workers: count,
    atOnce: 2 * count,
    change: (order) => {
      const worker = workers[next++ % count]!;
      return worker.ask(worker.open(), (id) => ({ id, order }));
    },
    close: () => {
      for (const worker of workers) worker.end(cancelled().toRecord());
    },
  };
}

const stopped: EngineErrorRecord = {
  code: 'internal',
  message: 'A worker that changes pictures stopped unexpectedly.',
  hint: 'Start again; where it happens again, close other pages or use smaller images.',
};

/** Starts the real worker. */
export const startCopyWorker: StartCopies = (onMessage, onEnd) =>
  startWatched(
    (name) => new Worker(new URL('./copy.worker.ts', import.meta.url), { type: 'module', name }),
    onMessage,
    onEnd,
  );
