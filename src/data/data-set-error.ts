/** Why a folder or a zip file is no data set that can be used. It crosses the worker border as `{code, message, hint}`. */
export class DataSetError extends Error {
  readonly code: 'no-data-set' | 'data-set-unreadable';
  /** What the user can do about it. */
  readonly hint: string;

  constructor(code: DataSetError['code'], message: string, hint: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'DataSetError';
    this.code = code;
    this.hint = hint;
  }
}
