import type { Picture, PictureOrder } from '../../training/make-picture';
import type { Reply } from '../client/request-worker';

/** Engine worker to picture worker. */
export interface MessageToPictures {
  readonly id: number;
  readonly order: PictureOrder;
}

/** Picture worker to engine worker. */
export type MessageFromPictures = Reply<Picture>;
