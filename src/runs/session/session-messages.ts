import type { SessionError } from './session';
import type { UnpackedSession } from './session-zip';

/** What the worker that reads a session says. */
export type MessageFromSession =
  | { readonly kind: 'progress'; readonly done: number; readonly total: number }
  | { readonly kind: 'opened'; readonly opened: UnpackedSession }
  | { readonly kind: 'refused'; readonly code: SessionError['code']; readonly message: string; readonly hint: string }
  | { readonly kind: 'failed'; readonly message: string };
