/** Owns onnxruntime: nothing that acts by itself is imported here, because its threads would start this file again. */
import { createTextEncoder, type TextEncoder } from '../../clip/text/text-encoder';
import { toErrorRecord } from '../error-record';
import type { MessageFromText, MessageToText } from './text-messages';
import { holdLifeLock } from '../client/worker-life';

holdLifeLock();

let encoder: Promise<TextEncoder> | null = null;

// Chained, because onnxruntime runs one thing at a time.
let last: Promise<void> = Promise.resolve();
globalThis.addEventListener('message', ({ data }: MessageEvent<MessageToText>) => {
  last = last.then(() => answer(data));
});

async function answer(message: MessageToText): Promise<void> {
  const { id } = message;
  try {
    post({ kind: 'done', id, encoded: await work(message) });
  } catch (error) {
    post({ kind: 'failed', id, error: toErrorRecord(error) });
  }
}

async function work(message: MessageToText) {
  switch (message.kind) {
    case 'open': {
      encoder = createTextEncoder(message.tower);
      await encoder;
      return [];
    }
    case 'embed': {
      if (encoder === null) throw new Error('No text tower was opened.');
      return (await encoder).embed(message.texts);
    }
    default:
      return message satisfies never;
  }
}

function post(message: MessageFromText): void {
  globalThis.postMessage(message);
}
