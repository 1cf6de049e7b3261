import type { EngineErrorRecord } from '../../errors/areas';
import type { RgbImage } from '../../geometry/rgb-image';
import { RequestWorker, type Reply } from '../client/request-worker';
import { startWatched, type StartWorker } from '../client/worker-life';
import type { DecodeFile, DecodeOrder } from './decode-file';

export type { DecodeFile };

/** Engine worker to decode worker. */
export interface MessageToDecoder {
  readonly id: number;
  readonly order: DecodeOrder;
}

/** Starts a decode worker. */
export type StartDecoder = StartWorker<MessageToDecoder, Reply<RgbImage>>;

/** Decodes files in a worker, which starts with the first; after one that died the next file starts another. */
export function decodeService(start: StartDecoder): DecodeFile {
  const requests = new RequestWorker<MessageToDecoder, RgbImage>(start, stopped);
  return (order) => requests.ask(requests.open(), (id) => ({ id, order }));
}

const stopped: EngineErrorRecord = {
  code: 'internal',
  message: 'The worker that reads pictures stopped unexpectedly.',
  hint: 'Look at the picture again; where it happens again, close other pages or use smaller images.',
};

/** Starts the real decode worker. */
export const startDecodeWorker: StartDecoder = (onMessage, onEnd) =>
  startWatched(
    (name) => new Worker(new URL('./decode.worker.ts', import.meta.url), { type: 'module', name }),
    onMessage,
    onEnd,
  );
