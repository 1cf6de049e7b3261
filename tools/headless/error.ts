import { CodedError } from '../../src/errors/coded-error';
import type { ErrorCode } from '../../src/errors/codes';

/** Codes of what the caller can set right; everything else is a failure of another kind. */
const badInputCodes: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
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

/** The hint of a command line that is wrong in a way of its own. */
export const documentedHint = 'docs/headless.md describes commands, options and configurations.';

/** Whether the caller can set an error right: it decides between exit codes 2 and 1. */
export function isBadInput({ code }: CodedError): boolean {
  return badInputCodes.has(code);
}

/** Any error as one that the contract can print; what no one foresaw becomes `internal`. */
export function toCodedError(error: unknown): CodedError {
  if (error instanceof CodedError) return error;
  return new CodedError('internal', firstLine(error), 'Run it again; if it stays, report it with this text.');
}

/** What an error says, in one line. */
export function firstLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.split('\n')[0] ?? text;
}
