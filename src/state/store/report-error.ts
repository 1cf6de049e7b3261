import { isFormatError } from '../../errors/areas';
import { CodedError, type ErrorRecord } from '../../errors/coded-error';
import { store } from './store';

/** Whatever was thrown, as a record for the user. */
export function toErrorRecord(error: unknown): ErrorRecord {
  // Readers of files say what is wrong in the middle of a sentence.
  if (isFormatError(error)) return { ...error.toRecord(), message: sentence(error.message) };
  if (error instanceof CodedError) return error.toRecord();
  const message = error instanceof Error ? error.message : String(error);
  return {
    code: 'internal',
    message: `Something went wrong: ${message}`,
    hint: 'Nothing you entered is lost. Try again; if it returns, reload the page and report it with the details.',
    ...(error instanceof Error && error.stack ? { details: error.stack } : {}),
  };
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${text.endsWith('.') ? '' : '.'}`;
}

/** Shows an error as a notice; a cancellation that the user asked for is silent. */
export function reportError(error: unknown): void {
  reportFailure(error, '');
}

/** The same for a file of the user's, which is named. */
export function reportFileError(name: string, error: unknown): void {
  const record = toErrorRecord(error);
  const message = isFormatError(error) ? error.message : record.message;
  reportError(CodedError.of({ ...record, message: `“${name}”: ${message}${message.endsWith('.') ? '' : '.'}` }));
}

/** The same for work that can go on. @param kept what of it is kept, in a sentence */
export function reportFailure(error: unknown, kept: string): void {
  const { code, message, hint, details } = toErrorRecord(error);
  if (code === 'cancelled') return;
  store.getState().notify({ tone: 'error', message, hint: `${hint} ${kept}`.trim(), details });
}
