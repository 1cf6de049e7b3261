import type { SessionErrorCode } from '../../errors/codes';
import type { UnpackedSession } from './session-zip';

/** What the worker that reads a session says. */
export type MessageFromSession =
  | { readonly kind: 'progress'; readonly done: number; readonly total: number }
  | { readonly kind: 'opened'; readonly opened: UnpackedSession }
  | { readonly kind: 'refused'; readonly code: SessionErrorCode; readonly message: string; readonly hint: string }
  | { readonly kind: 'failed'; readonly message: string };
