/** Matches and counts what evaluations found, so that the page stays at hand whatever the number of images. */
import { holdLifeLock } from '../../engine/client/worker-life';
import { toErrorRecord } from '../../engine/error-record';
import { answerEvaluation } from '../../analysis/results/answer-evaluation';
import type { MessageFromEvaluation, MessageToEvaluation } from './evaluation-messages';
import { RecordMirror } from './record-mirror';

holdLifeLock();

const mirror = new RecordMirror();
const working = new Map<number, AbortController>();

globalThis.addEventListener('message', ({ data }: MessageEvent<MessageToEvaluation>) => {
  switch (data.kind) {
    case 'records':
    case 'images':
      mirror.take(data);
      return;
    case 'ask':
      void answer(data);
      return;
    case 'drop':
      working.get(data.id)?.abort();
      return;
    default:
      data satisfies never;
  }
});

async function answer({ id, name, query }: Extract<MessageToEvaluation, { readonly kind: 'ask' }>): Promise<void> {
  const controller = new AbortController();
  working.set(id, controller);
  try {
    const onProgress = (share: number) => post({ kind: 'event', id, event: share });
    const { signal } = controller;
    post({ kind: 'done', id, answer: await answerEvaluation(mirror.records, name, query, { signal, onProgress }) });
  } catch (error) {
    post({ kind: 'failed', id, error: toErrorRecord(error) });
  } finally {
    working.delete(id);
  }
}

function post(message: MessageFromEvaluation): void {
  globalThis.postMessage(message);
}
