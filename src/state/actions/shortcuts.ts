import type { Action } from './action';
import { allActions } from './actions';
import { store } from '../store/store';

/** The little of a `KeyboardEvent` that decides. */
export interface KeyStroke {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

/** The action of a stroke. Combinations with modifiers belong to the browser, but for Shift: where no action wants it, it changes nothing. */
export function actionForStroke(stroke: KeyStroke): Action | undefined {
  if (stroke.ctrlKey || stroke.metaKey || stroke.altKey) return undefined;
  const isCharacter = stroke.key.length === 1;
  const find = (key: string) => allActions.find((action) => action.key === key);
  const shifted = stroke.shiftKey ? find(`Shift+${isCharacter ? stroke.key.toUpperCase() : stroke.key}`) : undefined;
  return shifted ?? find(isCharacter ? stroke.key.toLowerCase() : stroke.key);
}

const textFields =
  'textarea, select, [contenteditable], input:not([type=checkbox]):not([type=radio]):not([type=range]):not([type=file])';
/** Controls that have a meaning of their own for these keys. */
const ownKeys: Readonly<Record<string, string>> = {
  ' ': 'button, input, summary, a, [role=radio], [role=tab]',
  ArrowLeft: 'input, [role=radio], [role=tab]',
  ArrowRight: 'input, [role=radio], [role=tab]',
};

function onKeyDown(event: KeyboardEvent): void {
  const { shortcutsEnabled } = store.getState();
  if (!shortcutsEnabled || event.defaultPrevented || (event.repeat && event.key === ' ')) return;
  const element = event.target instanceof Element ? event.target : null;
  if (element?.closest(textFields)) return;
  const own = ownKeys[event.key];
  if (own && element?.closest(own)) return;
  const action = actionForStroke(event);
  // What lies under a dialog cannot be seen, and must not be changed; help opens and closes everywhere.
  if (!action || (action.id !== 'help' && document.querySelector('dialog[open]') !== null)) return;
  event.preventDefault();
  action.run();
}

/** Binds the keyboard to the registry. @returns the unbinding. */
export function bindShortcuts(target: Window): () => void {
  target.addEventListener('keydown', onKeyDown);
  return () => target.removeEventListener('keydown', onKeyDown);
}
