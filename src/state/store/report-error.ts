import { EngineError, type EngineErrorRecord } from '../../engine/errors';
import { RunUnreadableError } from '../../runs/library/run-library';
import { FormatError } from '../../formats/format-error';
import { SessionError } from '../../runs/session/session';
import { store } from './store';

/** Whatever was thrown, as a record for the user. */
export function toErrorRecord(error: unknown): EngineErrorRecord {
  if (error instanceof EngineError) return error.toRecord();
  if (error instanceof SessionError) return { code: 'bad-config', message: error.message, hint: error.hint };
  if (error instanceof RunUnreadableError) {
    return {
      code: 'bad-config',
      message: error.message,
      hint: 'It was damaged, or written by another version of this page. It stays in Runs until you delete it there.',
    };
  }
  if (error instanceof FormatError)
    return { code: 'bundle-file-broken', message: sentence(error.message), hint: error.hint };
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
  const message = error instanceof FormatError ? error.message : record.message;
  reportError(new EngineError({ ...record, message: `“${name}”: ${message}${message.endsWith('.') ? '' : '.'}` }));
}

/** The same for work that can go on. @param kept what of it is kept, in a sentence */
export function reportFailure(error: unknown, kept: string): void {
  const { code, message, hint, details } = toErrorRecord(error);
  if (code === 'cancelled') return;
  store.getState().notify({ tone: 'error', message, hint: `${hint} ${kept}`.trim(), details });
}
