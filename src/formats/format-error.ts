/** What is wrong with a file. */
export type FormatErrorCode =
  | 'truncated'
  | 'invalid-header'
  | 'invalid-tensor'
  | 'unsupported-type'
  | 'too-large'
  | 'external-data'
  | 'invalid-data'
  | 'missing-tensor'
  /** A pickle that names classes or functions beyond those of weights. */
  | 'foreign-code';

/** A file that cannot be read. It crosses the worker border as `{code, message, hint}`. */
export class FormatError extends Error {
  readonly code: FormatErrorCode;
  /** What the user can do about it. */
  readonly hint: string;

  constructor(code: FormatErrorCode, message: string, hint: string) {
    super(message);
    this.name = 'FormatError';
    this.code = code;
    this.hint = hint;
  }
}
