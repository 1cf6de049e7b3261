import type { Picture, PictureOrder } from '../../training/make-picture';
import type { EngineErrorRecord } from '../errors';

/** Engine worker to picture worker. */
export interface MessageToPictures {
  readonly id: number;
  readonly order: PictureOrder;
}

/** Picture worker to engine worker. */
export type MessageFromPictures =
  | { readonly kind: 'done'; readonly id: number; readonly picture: Picture }
  | { readonly kind: 'failed'; readonly id: number; readonly error: EngineErrorRecord };
