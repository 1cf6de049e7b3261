/** Codes of what can be wrong with a model, its inputs or a configuration; each is also an engine error code. */
export type ModelErrorCode =
  | 'empty-prompt'
  | 'prompt-too-long'
  | 'no-target-prompt'
  | 'image-too-small'
  | 'bundle-file-missing'
  | 'bundle-file-broken'
  | 'bundle-mismatch'
  | 'unsupported-model'
  | 'bad-config'
  | 'diverged';

/** A problem that a user can act on: `message` says what is wrong, `hint` what to do. */
export class ModelError extends Error {
  readonly code: ModelErrorCode;
  readonly hint: string;

  constructor(code: ModelErrorCode, message: string, hint: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ModelError';
    this.code = code;
    this.hint = hint;
  }
}
