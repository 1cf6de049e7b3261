import { type State, store } from './store';

/**
 * Calls `react` when what is selected of the store has changed. A list is compared by its members, anything else by identity.
 * It always looks at the newest state. So a change that a reaction makes is told once, and to everybody.
 * @returns ends the subscription
 * @example whenChanged((state) => state.pictureRef, showPicture);
 */
export function whenChanged<Selected>(
  select: (state: State) => Selected,
  react: (selected: Selected, former: Selected) => void,
): () => void {
  let current = select(store.getState());
  return store.subscribe(() => {
    const [former, next] = [current, select(store.getState())];
    if (sameMembers(former, next)) return;
    current = next;
    react(next, former);
  });
}

function sameMembers(a: unknown, b: unknown): boolean {
  if (!Array.isArray(a) || !Array.isArray(b)) return Object.is(a, b);
  return a.length === b.length && a.every((member, at) => Object.is(member, b[at]));
}
