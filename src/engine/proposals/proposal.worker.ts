/** Owns onnxruntime, as text.worker.ts does; its heap, as large as the network and its maps, goes with it. */
import { holdLifeLock } from '../client/worker-life';
import { answerInOrder } from '../worker/answer-in-order';
import { proposalAnswerer } from './answer-proposals';

holdLifeLock();
globalThis.addEventListener('message', answerInOrder(proposalAnswerer()));
