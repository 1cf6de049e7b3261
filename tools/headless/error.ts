const badInputCodes = new Set([
  'bad-arguments',
  'bad-config',
  'empty-prompt',
  'prompt-too-long',
  'no-target-prompt',
  'image-unreadable',
  'image-too-small',
  'image-too-large',
]);

/** A failure as the contract prints it; `badInput` decides between exit codes 2 and 1. */
export class HeadlessError extends Error {
  readonly code: string;
  readonly hint: string;

  constructor(code: string, message: string, hint = 'See the README, section "Without the page".') {
    super(message);
    this.name = 'HeadlessError';
    this.code = code;
    this.hint = hint;
  }

  get badInput(): boolean {
    return badInputCodes.has(this.code);
  }

  static from(error: unknown): HeadlessError {
    if (error instanceof HeadlessError) return error;
    const text = error instanceof Error ? error.message : String(error);
    return new HeadlessError(
      'internal',
      text.split('\n')[0] ?? text,
      'Run it again; if it stays, report it with this text.',
    );
  }
}
