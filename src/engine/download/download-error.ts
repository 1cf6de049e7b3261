import { brokenFile } from '../../errors/broken-file';
import { CodedError } from '../../errors/coded-error';
import type { EngineError } from '../../errors/areas';

/** A file that a server does not give. */
export function missing(path: string, url: string, reason: string, cause?: unknown): EngineError {
  return new CodedError(
    'bundle-file-missing',
    `The model's file ${path} is missing: ${reason}.`,
    'Check the address of the model, or download the files and drop them here.',
    { details: cause instanceof Error ? `${url}: ${cause.message}` : url, cause },
  );
}

/** A file that arrives, but not as it should be. */
export function broken(path: string, reason: string, hint = 'Load it again.', cause?: unknown): EngineError {
  return brokenFile(hint)(`The model's file ${path} is damaged: ${reason}.`, cause);
}

/** A connection that broke, and could not be mended. */
export function interrupted(path: string, bytes: number, attempts: number, cause: unknown): EngineError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new CodedError(
    'download-interrupted',
    `The download of ${path} broke off after ${bytes} bytes (${reason}), and ${attempts} attempts to go on failed.`,
    'Load the model again: what has arrived is kept where the browser has space for it, and the download goes on there.',
    { cause },
  );
}

/** Why no answer came at all; a page is not told whether the network or the server's rules are the cause. */
export function unreachable(path: string, url: string, cause: unknown): EngineError {
  const page = typeof location === 'undefined' ? null : location;
  const foreign = page !== null && new URL(url).origin !== page.origin;
  const plain = foreign && url.startsWith('http:') ? ', or because other servers are read over https only' : '';
  const offline = typeof navigator !== 'undefined' && 'onLine' in navigator && !navigator.onLine;
  return missing(
    path,
    url,
    offline
      ? 'this machine is offline'
      : `the server could not be reached, or does not allow pages of other origins to read it${plain}`,
    cause,
  );
}
