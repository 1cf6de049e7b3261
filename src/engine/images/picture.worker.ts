/** Makes the pictures of the next training step while the engine worker computes. */
import { createPictureMaker } from '../../training/make-picture';
import { decodeImage } from './decode-image';
import { toErrorRecord } from '../error-record';
import type { MessageFromPictures, MessageToPictures } from './picture-messages';
import { holdLifeLock } from '../client/worker-life';

holdLifeLock();

const make = createPictureMaker(decodeImage);

// Chained: pictures are wanted in the order in which they were asked for, and two at once only take more memory.
let last: Promise<void> = Promise.resolve();
globalThis.addEventListener('message', ({ data }: MessageEvent<MessageToPictures>) => {
  last = last.then(() => answer(data));
});

async function answer({ id, order }: MessageToPictures): Promise<void> {
  try {
    const picture = await make(order);
    post({ kind: 'done', id, picture }, picture.kind === 'made' ? [picture.image.pixels.buffer as ArrayBuffer] : []);
  } catch (error) {
    post({ kind: 'failed', id, error: toErrorRecord(error) });
  }
}

function post(message: MessageFromPictures, transfer: Transferable[] = []): void {
  globalThis.postMessage(message, { transfer });
}
