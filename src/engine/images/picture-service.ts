import type { MakePicture, Picture, PictureOrder } from '../../training/make-picture';
import { EngineError } from '../errors';
import type { MessageFromPictures, MessageToPictures } from './picture-messages';
import { startWatched, type WorkerPort } from '../client/worker-life';

/** Starts a picture worker, which reports its answers and its end. */
export type StartPictures = (
  onMessage: (message: MessageFromPictures) => void,
  onEnd: (details: string) => void,
) => WorkerPort<MessageToPictures>;

/** Who makes the pictures of one training. */
export interface Pictures {
  readonly make: MakePicture;
  /** Ends the worker; what was asked of it is never answered. */
  readonly close: () => void;
}

/** Pictures from a worker of their own, which starts with the first; after one that died the next picture starts another. */
export class PictureService implements Pictures {
  readonly #start: StartPictures;
  readonly #waiting = new Map<
    number,
    { readonly resolve: (picture: Picture) => void; readonly reject: (error: EngineError) => void }
  >();
  #worker: WorkerPort<MessageToPictures> | null = null;
  #nextId = 1;

  constructor(start: StartPictures) {
    this.#start = start;
  }

  readonly make = (order: PictureOrder): Promise<Picture> => {
    const id = this.#nextId++;
    this.#worker ??= this.#start(
      (message) => this.#receive(message),
      (details) => this.#fail(details),
    );
    const worker = this.#worker;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      worker.post({ id, order });
    });
  };

  readonly close = (): void => {
    this.#worker?.terminate();
    this.#worker = null;
    this.#waiting.clear();
  };

  #receive(message: MessageFromPictures): void {
    const waiting = this.#waiting.get(message.id);
    this.#waiting.delete(message.id);
    switch (message.kind) {
      case 'done':
        waiting?.resolve(message.picture);
        return;
      case 'failed':
        waiting?.reject(new EngineError(message.error));
        return;
      default:
        message satisfies never;
    }
  }

  #fail(details: string): void {
    this.#worker?.terminate();
    this.#worker = null;
    const error = new EngineError({
      code: 'internal',
      message: 'The worker that prepares the images of the next step stopped unexpectedly.',
      hint: 'Go on from the last checkpoint; where it happens again, close other pages or use smaller images.',
      details,
    });
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}

/** Starts the real picture worker. */
export const startPictureWorker: StartPictures = (onMessage, onEnd) =>
  startWatched(
    (name) => new Worker(new URL('./picture.worker.ts', import.meta.url), { type: 'module', name }),
    onMessage,
    onEnd,
  );
