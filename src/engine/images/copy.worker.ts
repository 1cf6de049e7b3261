/** Changes and encodes the pictures of a copy. */
import { holdLifeLock } from '../client/worker-life';
import { answerInOrder } from '../worker/answer-in-order';
import type { MessageToCopies } from './copy-service';
import { decodeImage } from './decode-image';
import { createPictureChanger, encodeImage } from './encode-image';

holdLifeLock();

const change = createPictureChanger(decodeImage, encodeImage);

globalThis.addEventListener(
  'message',
  // In order: two at once only take more memory.
  answerInOrder(async ({ order }: MessageToCopies) => {
    const pictures = await change(order);
    return { answer: pictures, transfer: pictures.map(({ buffer }) => buffer as ArrayBuffer) };
  }),
);
