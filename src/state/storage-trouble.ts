import { store } from './store';

let told = false;

/** Says why something was not stored: a full disk each time, for it can be helped; a browser that keeps nothing once. */
export function tellUnstored(error: unknown, what = 'Your latest work'): void {
  const { notify } = store.getState();
  if (error instanceof DOMException && error.name === 'QuotaExceededError') {
    notify({
      tone: 'error',
      message: `${what} could not be stored: the browser’s space for this page is full.`,
      hint: 'It stays until you close the page. Delete runs that you no longer need in Runs, or export the session.',
    });
    return;
  }
  if (told) return;
  told = true;
  const reason = error instanceof Error ? error.message : String(error);
  notify({
    tone: 'info',
    message: 'Your results will not outlive this page.',
    hint: `The browser does not store them (${reason}). Export the session before you leave.`,
  });
}
