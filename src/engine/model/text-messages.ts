import type { EncodedText, TextTower } from '../../clip/text/text-encoder';
import type { Reply } from '../client/request-worker';

/** Engine worker to text worker. `open` comes once and first. */
export type MessageToText =
  | { readonly kind: 'open'; readonly id: number; readonly tower: TextTower }
  | { readonly kind: 'embed'; readonly id: number; readonly texts: readonly string[] };

/** Text worker to engine worker; opening is answered with no texts. */
export type MessageFromText = Reply<readonly EncodedText[]>;
