/** Reads the pictures of data sets that are looked at, while the engine worker computes. */
import { holdLifeLock } from '../client/worker-life';
import { answerInOrder } from '../worker/answer-in-order';
import { decodeImage } from './decode-image';
import { createPictureReader } from './read-picture';

holdLifeLock();

// In order: two at once only take more memory.
globalThis.addEventListener('message', answerInOrder(createPictureReader(decodeImage)));
