import { useSyncExternalStore } from 'react';
import { store, useStore } from '../../state/store';

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

/** Keeps the page's theme. Called before the first render: its listeners then come before those of charts, which read the theme's colours. */
export function followTheme(): void {
  const apply = () => {
    const { theme } = store.getState();
    const system = matchMedia(darkQuery).matches ? 'dark' : 'light';
    document.documentElement.dataset['theme'] = theme === 'system' ? system : theme;
  };
  apply();
  matchMedia(darkQuery).addEventListener('change', apply);
  store.subscribe(apply);
}
