/** Makes the pictures of the next training step while the engine worker computes. */
import { createPictureMaker } from '../../training/make-picture';
import { holdLifeLock } from '../client/worker-life';
import { answerInOrder } from '../worker/answer-in-order';
import { decodeImage } from './decode-image';
import type { MessageToPictures } from './picture-messages';

holdLifeLock();

const make = createPictureMaker(decodeImage);

globalThis.addEventListener(
  'message',
  // In order: two at once only take more memory.
  answerInOrder(async ({ order }: MessageToPictures) => {
    const picture = await make(order);
    return {
      answer: picture,
      transfer: picture.kind === 'made' ? [picture.image.pixels.buffer as ArrayBuffer] : [],
    };
  }),
);
