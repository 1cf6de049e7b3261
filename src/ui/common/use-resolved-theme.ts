import { useSyncExternalStore } from 'react';
import { store } from '../../state/store/store';

const darkQuery = '(prefers-color-scheme: dark)';

function subscribe(listener: () => void): () => void {
  const observer = new MutationObserver(listener);
  observer.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  return () => observer.disconnect();
}

/** The theme that is drawn: the user's choice, or the system's. It is read where the style sheets read it, so that charts never take colours of the former one. */
export function useResolvedTheme(): 'light' | 'dark' {
  return useSyncExternalStore(subscribe, () =>
    document.documentElement.dataset['theme'] === 'dark' ? 'dark' : 'light',
  );
}

/** Keeps the page's theme. Called before the first render. */
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
