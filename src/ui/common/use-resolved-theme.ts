import { useSyncExternalStore } from 'react';
import { useStore } from '../../state/store';

const darkQuery = '(prefers-color-scheme: dark)';

function subscribe(listener: () => void): () => void {
  const query = matchMedia(darkQuery);
  query.addEventListener('change', listener);
  return () => query.removeEventListener('change', listener);
}

/** The theme that is drawn: the user's choice, or the system's. */
export function useResolvedTheme(): 'light' | 'dark' {
  const theme = useStore((state) => state.theme);
  const dark = useSyncExternalStore(subscribe, () => matchMedia(darkQuery).matches);
  return theme === 'system' ? (dark ? 'dark' : 'light') : theme;
}
