import { store } from '../store/store';

/** Why the browser stores something not, as a part of a sentence, and what helps. */
export function storageProblem(error: unknown): { readonly reason: string; readonly hint: string } {
  if (isQuotaError(error))
    return {
      reason: 'the browser’s space for this page is full',
      hint: 'Delete runs, detectors or models that you no longer need, or export the session.',
    };
  if (error instanceof DOMException && error.name === 'VersionError')
    return {
      reason: 'a newer version of this page has stored your work, and this one cannot read it',
      hint: 'Reload the page to get the newest version. Export the session before, if you need what is on the page.',
    };
  return {
    reason: error instanceof Error ? error.message : String(error),
    hint: 'Export the session before you leave.',
  };
}

/** What a second attempt to store has come to. */
export interface StoredAgain {
  readonly stored: number;
  /** Why others were not. */
  readonly errors: readonly unknown[];
}

/** Whether a store has refused for want of space. */
export function isQuotaError(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'QuotaExceededError';
}

let told: string | null = null;

/** Says why something was not stored: a full disk each time, for it can be helped; any other reason once. */
export function tellUnstored(error: unknown, what = 'Your latest work'): void {
  const { notify } = store.getState();
  const { reason, hint } = storageProblem(error);
  if (isQuotaError(error)) {
    notify({
      tone: 'error',
      message: `${what} could not be stored: ${reason}.`,
      hint: `It stays until you close the page. ${hint}`,
    });
    return;
  }
  if (told === reason) return;
  told = reason;
  notify({
    tone: 'info',
    message: 'Your results will not outlive this page.',
    hint: `The browser does not store them (${reason}). ${hint}`,
  });
}
