import { useSyncExternalStore } from 'react';

function subscribe(listener: () => void): () => void {
  addEventListener('resize', listener);
  return () => removeEventListener('resize', listener);
}

/** The height of the window in CSS pixels, for pictures that take what is left. */
export function useWindowHeight(): number {
  return useSyncExternalStore(subscribe, () => innerHeight);
}
