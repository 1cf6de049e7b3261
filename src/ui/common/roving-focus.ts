/** Where an item of a grid stands, in CSS pixels. */
export interface ItemBox {
  readonly left: number;
  readonly top: number;
}

/** Tops of one row may differ by so much. */
const sameRow = 4;

/**
 * The item that a key leads to from another, as they stand on the screen: the next, the nearest of the row above or below, the first, the last. There is
 * nothing beyond the ends.
 * @returns null for a key that moves nothing
 */
export function itemAfterKey(key: string, at: number, boxes: readonly ItemBox[]): number | null {
  const last = boxes.length - 1;
  switch (key) {
    case 'ArrowLeft':
      return Math.max(0, at - 1);
    case 'ArrowRight':
      return Math.min(last, at + 1);
    case 'ArrowUp':
      return nearestInNextRow(at, boxes, -1);
    case 'ArrowDown':
      return nearestInNextRow(at, boxes, 1);
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return null;
  }
}

function nearestInNextRow(at: number, boxes: readonly ItemBox[], direction: 1 | -1): number {
  const from = boxes[at]!;
  const below = ({ top }: ItemBox) => (top - from.top) * direction;
  const beyond = boxes.filter((box) => below(box) > sameRow);
  const distance = Math.min(...beyond.map(below));
  const row = beyond.filter((box) => below(box) <= distance + sameRow);
  const nearest = Math.min(...row.map(({ left }) => Math.abs(left - from.left)));
  const found = boxes.findIndex((box) => row.includes(box) && Math.abs(box.left - from.left) === nearest);
  return found === -1 ? at : found;
}

interface Roving {
  /** Selector of the items, which are buttons. */
  readonly items: string;
  /** Whether a key also presses the item that it leads to, as a click would. */
  readonly presses: boolean;
}

/**
 * Makes a grid of buttons one stop of the Tab key: the arrows, Home and End lead from one to the other. The stop is the item that had the focus last, or
 * that is pressed, or the first.
 * @returns a `ref` for what holds the items
 */
export function rovingFocus(roving: Roving): (grid: HTMLElement | null) => (() => void) | undefined {
  return (grid) => (grid ? bindRovingFocus(grid, roving) : undefined);
}

function bindRovingFocus(grid: HTMLElement, { items, presses }: Roving): () => void {
  const all = () => [...grid.querySelectorAll<HTMLElement>(items)];
  let focused: HTMLElement | null = null;
  const choose = () => {
    const present = all();
    const pressed = present.find((item) => item.getAttribute('aria-pressed') === 'true');
    const kept = focused && present.includes(focused) ? focused : null;
    const stop = (presses ? (pressed ?? kept) : (kept ?? pressed)) ?? present[0];
    for (const item of present) item.tabIndex = item === stop ? 0 : -1;
  };
  const onFocus = ({ target }: FocusEvent) => {
    if (!(target instanceof HTMLElement) || !target.matches(items)) return;
    focused = target;
    choose();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const present = all();
    const at = present.findIndex((item) => item === event.target);
    if (at === -1 || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const next = itemAfterKey(
      event.key,
      at,
      present.map((item) => item.getBoundingClientRect()),
    );
    if (next === null) return;
    event.preventDefault();
    const item = present[next]!;
    item.focus();
    if (presses && next !== at) item.click();
  };
  choose();
  const watch = new MutationObserver(choose);
  watch.observe(grid, { childList: true, subtree: true, attributeFilter: ['aria-pressed'] });
  grid.addEventListener('focusin', onFocus);
  grid.addEventListener('keydown', onKeyDown);
  return () => {
    watch.disconnect();
    grid.removeEventListener('focusin', onFocus);
    grid.removeEventListener('keydown', onKeyDown);
  };
}
