/** Owns onnxruntime: nothing that acts by itself is imported here, because its threads would start this file again. */
import { answerInOrder } from '../worker/answer-in-order';
import { holdLifeLock } from '../client/worker-life';
import { textAnswerer } from './answer-texts';

holdLifeLock();
// In order, because onnxruntime runs one thing at a time.
globalThis.addEventListener('message', answerInOrder(textAnswerer()));
