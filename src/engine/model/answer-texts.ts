import { createTextEncoder, type EncodedText, type TextEncoder } from '../../clip/text/text-encoder';
import type { Answered } from '../worker/answer-in-order';
import type { MessageToText } from './text-messages';

/** What a text worker does: opens a tower, then embeds texts with it. */
export function textAnswerer(): (message: MessageToText) => Promise<Answered<readonly EncodedText[]>> {
  let encoder: Promise<TextEncoder> | null = null;
  return async (message) => {
    switch (message.kind) {
      case 'open':
        encoder = createTextEncoder(message.tower);
        await encoder;
        return { answer: [] };
      case 'embed':
        if (encoder === null) throw new Error('No text tower was opened.');
        return { answer: await (await encoder).embed(message.texts) };
      default:
        return message satisfies never;
    }
  };
}
