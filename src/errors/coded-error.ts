import type { ErrorCode } from './codes';

/** An error as data: what crosses a worker's border, and what the page shows. */
export interface ErrorRecord<Code extends ErrorCode = ErrorCode> {
  readonly code: Code;
  /** What happened, and why likely. */
  readonly message: string;
  /** What to do about it; may be empty where nothing can be done. */
  readonly hint: string;
  /** What a report of the error should quote: a stack, or another program's words. */
  readonly details?: string;
}

export interface CodedErrorOptions extends ErrorOptions {
  readonly details?: string | undefined;
}

/**
 * The one error that a user can act on.
 *
 * @example
 * throw new CodedError('bad-config', 'steps must be a whole number from 1, not 0.', 'Correct this key.');
 */
export class CodedError<Code extends ErrorCode = ErrorCode> extends Error {
  override readonly name = 'CodedError';
  readonly code: Code;
  readonly hint: string;
  readonly details: string | undefined;

  constructor(code: Code, message: string, hint: string, { details, ...options }: CodedErrorOptions = {}) {
    super(message, options);
    this.code = code;
    this.hint = hint;
    this.details = details;
  }

  /** The error that a record speaks of. */
  static of<Code extends ErrorCode>(record: ErrorRecord<Code>, options?: ErrorOptions): CodedError<Code> {
    const { code, message, hint, details } = record;
    return new CodedError(code, message, hint, { ...options, details });
  }

  toRecord(): ErrorRecord<Code> {
    const { code, message, hint, details } = this;
    return details === undefined ? { code, message, hint } : { code, message, hint, details };
  }
}
