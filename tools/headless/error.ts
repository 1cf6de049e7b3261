/** Codes of what the caller can set right, most of them the engine's; everything else is a failure of another kind. */
const badInputCodes: ReadonlySet<string> = new Set([
  'bad-arguments',
  'bad-config',
  'empty-prompt',
  'prompt-too-long',
  'no-target-prompt',
  'image-unreadable',
  'image-too-small',
  'image-too-large',
  'bundle-file-missing',
  'bundle-file-broken',
  'bundle-mismatch',
  'unsupported-model',
  'no-data-set',
  'data-set-unreadable',
  'data-set-missing',
]);

/** A failure as the contract prints it; `badInput` decides between exit codes 2 and 1. */
export class HeadlessError extends Error {
  readonly code: string;
  readonly hint: string;

  constructor(
    code: string,
    message: string,
    hint = 'docs/headless.md describes commands, options and configurations.',
  ) {
    super(message);
    this.name = 'HeadlessError';
    this.code = code;
    this.hint = hint;
  }

  get badInput(): boolean {
    return badInputCodes.has(this.code);
  }

  /** Any error; coded ones keep their code and hint. */
  static from(error: unknown): HeadlessError {
    if (error instanceof HeadlessError) return error;
    if (error instanceof Error && isCoded(error)) return new HeadlessError(error.code, error.message, error.hint);
    return new HeadlessError('internal', firstLine(error), 'Run it again; if it stays, report it with this text.');
  }
}

/** What an error says, in one line. */
export function firstLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.split('\n')[0] ?? text;
}

function isCoded(error: Error): error is Error & { readonly code: string; readonly hint: string } {
  return 'code' in error && 'hint' in error && typeof error.code === 'string' && typeof error.hint === 'string';
}
