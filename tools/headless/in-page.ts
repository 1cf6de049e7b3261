import type { Page } from '@playwright/test';
import { HeadlessError } from './error';

declare global {
  /** Sends bytes to the tool that drives the page, as base64; see {@link receiveFiles}. */
  var saveFile: (name: string, base64: string) => Promise<void>;
  /** Sends a line of progress to the tool that drives the page. */
  var reportProgress: (value: unknown) => Promise<void>;
}

type Outcome<Result> =
  | { readonly ok: true; readonly value: Result }
  | {
      readonly ok: false;
      readonly error: { readonly code?: string; readonly message: string; readonly hint?: string };
    };

/**
 * Runs a closed function in the page; its argument and result cross as JSON.
 * It is sent as an expression, because a thrown engine error would lose its code on the way.
 * @throws HeadlessError with the engine's own code and hint
 */
export async function inPage<Argument, Result>(
  page: Page,
  work: (argument: Argument) => Promise<Result>,
  argument: Argument,
): Promise<Result> {
  // The bundler that runs these tools names inner functions through a helper that the page lacks.
  const expression = `(() => { const __name = (f) => f; return (${work.toString()})(${JSON.stringify(argument)}).then(
    (value) => ({ ok: true, value }),
    (error) => ({ ok: false, error: { code: error.code, message: String(error.message ?? error), hint: error.hint } }),
  ); })()`;
  const outcome = await page.evaluate<Outcome<Result>>(expression);
  if (outcome.ok) return outcome.value;
  const { code, message, hint } = outcome.error;
  throw new HeadlessError(code ?? 'internal', message, hint);
}

/** Lets the page hand over files and progress while it works. */
export async function listen(
  page: Page,
  handlers: { readonly file?: (name: string, bytes: Uint8Array) => void; readonly progress?: (value: unknown) => void },
): Promise<void> {
  await page.exposeFunction('saveFile', (name: string, base64: string) =>
    handlers.file?.(name, new Uint8Array(Buffer.from(base64, 'base64'))),
  );
  await page.exposeFunction('reportProgress', (value: unknown) => handlers.progress?.(value));
}
