/** Runs a model's own visual graph once. A worker of its own: its heap, as large as the model, goes with it. */
import { runVisualGraph } from '../../clip/onnx/run-visual-graph';
import { toErrorRecord } from '../error-record';
import type { MessageFromGraph, MessageToGraph } from './graph-messages';
import { holdLifeLock } from '../client/worker-life';

holdLifeLock();

globalThis.addEventListener('message', ({ data }: MessageEvent<MessageToGraph>) => {
  runVisualGraph(data).then(
    (embedding) => post({ kind: 'done', embedding }),
    (error: unknown) => post({ kind: 'failed', error: toErrorRecord(error) }),
  );
});

function post(message: MessageFromGraph): void {
  globalThis.postMessage(message);
}
