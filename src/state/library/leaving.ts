import { hasUnstoredRuns } from './kept-runs';
import { type State, store } from '../store/store';
import { unstoredDetectors } from './stored-work';

/** Whether closing the page now would lose what it has promised to keep: something is being stored, or found no place. */
export function losesWork({ training, storedItems }: Pick<State, 'training' | 'storedItems'>): boolean {
  return (
    training.status === 'storing' ||
    hasUnstoredRuns() ||
    unstoredDetectors().length > 0 ||
    storedItems.some((item) => (item.kind === 'checkpoint' || item.kind === 'dictionary') && item.place === 'memory')
  );
}

/** Lets the browser ask before the page is left while that would lose work. */
export function askBeforeLeaving(): void {
  addEventListener('beforeunload', (event) => {
    if (losesWork(store.getState())) event.preventDefault();
  });
}
