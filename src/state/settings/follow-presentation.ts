import { store } from '../store/store';
import { whenChanged } from '../store/when-changed';

/** Keeps what is hidden, and whether type is large, as attributes of the page, by which its styles go. Called before the first render. */
export function followPresentation(): void {
  const apply = () => {
    const { presenting, hiddenParts } = store.getState();
    const { dataset } = document.documentElement;
    dataset['hides'] = hiddenParts.join(' ');
    dataset['presents'] = presenting ? 'yes' : 'no';
  };
  apply();
  whenChanged(({ presenting, hiddenParts }) => `${presenting} ${hiddenParts.join(' ')}`, apply);
}
