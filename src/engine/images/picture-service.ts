import { cancelled } from '../../errors/cancelled';
import type { EngineErrorRecord } from '../../errors/areas';
import type { MakePicture, Picture } from '../../training/make-picture';
import { RequestWorker } from '../client/request-worker';
import { startWatched, type StartWorker } from '../client/worker-life';
import type { MessageFromPictures, MessageToPictures } from './picture-messages';

/** Starts a picture worker. */
export type StartPictures = StartWorker<MessageToPictures, MessageFromPictures>;

/** Who makes the pictures of one training. */
export interface Pictures {
  readonly make: MakePicture;
  /** Ends the worker; what was asked of it is cancelled. */
  readonly close: () => void;
}

/** Pictures from a worker of their own, which starts with the first; after one that died the next picture starts another. */
export function pictureService(start: StartPictures): Pictures {
  const requests = new RequestWorker<MessageToPictures, Picture>(start, stopped);
  return {
    make: (order) => requests.ask(requests.open(), (id) => ({ id, order })),
    close: () => requests.end(cancelled().toRecord()),
  };
}

const stopped: EngineErrorRecord = {
  code: 'internal',
  message: 'The worker that prepares the images of the next step stopped unexpectedly.',
  hint: 'Go on from the last checkpoint; where it happens again, close other pages or use smaller images.',
};

/** Starts the real picture worker. */
export const startPictureWorker: StartPictures = (onMessage, onEnd) =>
  startWatched(
    (name) => new Worker(new URL('./picture.worker.ts', import.meta.url), { type: 'module', name }),
    onMessage,
    onEnd,
  );
