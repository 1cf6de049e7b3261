import type { EncodedText, TextTower } from '../../clip/text/text-encoder';
import type { EngineErrorRecord } from '../errors';

/** Engine worker to text worker. `open` comes once and first. */
export type MessageToText =
  | { readonly kind: 'open'; readonly id: number; readonly tower: TextTower }
  | { readonly kind: 'embed'; readonly id: number; readonly texts: readonly string[] };

/** Text worker to engine worker; opening is answered with no texts. */
export type MessageFromText =
  | { readonly kind: 'done'; readonly id: number; readonly encoded: readonly EncodedText[] }
  | { readonly kind: 'failed'; readonly id: number; readonly error: EngineErrorRecord };
