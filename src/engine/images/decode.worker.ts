/** Decodes the pictures of data sets that are looked at, while the engine worker computes. */
import { holdLifeLock } from '../client/worker-life';
import { answerInOrder } from '../worker/answer-in-order';
import { createFileDecoder } from './decode-file';
import { decodeImage } from './decode-image';
import type { MessageToDecoder } from './decode-service';

holdLifeLock();

const decode = createFileDecoder(decodeImage);

globalThis.addEventListener(
  'message',
  // In order: two at once only take more memory.
  answerInOrder(async ({ order }: MessageToDecoder) => {
    const image = await decode(order);
    return { answer: image, transfer: [image.data.buffer as ArrayBuffer] };
  }),
);
