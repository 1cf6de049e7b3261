import { useSyncExternalStore } from 'react';

/** A window in which nothing stands beside the view. The stylesheet of the shell has the same number. */
const narrowScreen = '(width < 960px)';

export function isNarrowScreen(): boolean {
  return matchMedia(narrowScreen).matches;
}

/** {@link isNarrowScreen}, as it changes. */
export function useNarrowScreen(): boolean {
  return useSyncExternalStore(subscribe, isNarrowScreen);
}

function subscribe(listener: () => void): () => void {
  const query = matchMedia(narrowScreen);
  query.addEventListener('change', listener);
  return () => query.removeEventListener('change', listener);
}
