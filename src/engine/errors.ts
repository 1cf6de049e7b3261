/** Codes of everything that can go wrong for a user; the texts name the cause and the way out. */
export type EngineErrorCode =
  | 'empty-prompt'
  | 'prompt-too-long'
  | 'no-target-prompt'
  | 'image-unreadable'
  | 'image-too-small'
  | 'image-too-large'
  | 'bundle-file-missing'
  | 'bundle-file-broken'
  | 'bundle-mismatch'
  | 'unsupported-model'
  | 'download-interrupted'
  | 'bad-config'
  | 'no-data-set'
  | 'data-set-unreadable'
  | 'data-set-missing'
  | 'backend-unavailable'
  | 'device-lost'
  | 'out-of-memory'
  | 'diverged'
  | 'cancelled'
  | 'busy'
  | 'internal';

/** An error as it crosses the worker border: what happened, and what to do. */
export interface EngineErrorRecord {
  readonly code: EngineErrorCode;
  readonly message: string;
  readonly hint: string;
  readonly details?: string;
}

export class EngineError extends Error {
  readonly code: EngineErrorCode;
  readonly hint: string;
  readonly details: string | undefined;

  constructor(record: EngineErrorRecord, options?: ErrorOptions) {
    super(record.message, options);
    this.name = 'EngineError';
    this.code = record.code;
    this.hint = record.hint;
    this.details = record.details;
  }

  toRecord(): EngineErrorRecord {
    const { code, message, hint, details } = this;
    return details === undefined ? { code, message, hint } : { code, message, hint, details };
  }
}

/** The error of everything that its caller cancelled. */
export function cancelled(): EngineError {
  return new EngineError({ code: 'cancelled', message: 'Cancelled.', hint: 'Start again when you like.' });
}
