import { store } from '../store/store';
import { whenChanged } from '../store/when-changed';

/** Keeps `data-theme` of the page at the user's choice, or at the system's. Called before the first render. */
export function followTheme(): void {
  const systemIsDark = matchMedia('(prefers-color-scheme: dark)');
  const apply = () => {
    const { theme } = store.getState();
    const system = systemIsDark.matches ? 'dark' : 'light';
    document.documentElement.dataset['theme'] = theme === 'system' ? system : theme;
  };
  apply();
  systemIsDark.addEventListener('change', apply);
  whenChanged(({ theme }) => theme, apply);
}
