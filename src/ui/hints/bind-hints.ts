import { hintPlace } from './hint-place';

const explaining = '[data-hint]';
/** The browser shows a `title` to a mouse only. */
const titled = '[data-hint], [title]';
const hoverMilliseconds = 250;
const leaveMilliseconds = 200;
const pressMilliseconds = 500;

/**
 * Shows explanations in one popover: both kinds where the keyboard is and where a finger stays, those of `data-hint` on hover and click, too. Escape
 * closes it and nothing else.
 * @returns the unbinding
 */
export function bindHints(popover: HTMLElement): () => void {
  let shown: Element | null = null;
  let byKeyboard = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let held = false;

  const place = () => {
    if (!shown) return;
    if (!shown.isConnected) return hide();
    const { left, top } = hintPlace(shown.getBoundingClientRect(), popover.getBoundingClientRect(), {
      width: innerWidth,
      height: innerHeight,
    });
    popover.style.left = `${left}px`;
    popover.style.top = `${top}px`;
  };
  const hide = () => {
    clearTimeout(timer);
    shown = null;
    popover.hidePopover();
  };
  const show = (element: Element) => {
    clearTimeout(timer);
    const text = element.getAttribute('data-hint') ?? element.getAttribute('title') ?? '';
    if (text === '') return;
    // Shown anew it stands over a dialog that was opened meanwhile.
    popover.hidePopover();
    shown = element;
    popover.textContent = text;
    popover.showPopover();
    place();
  };
  const soon = (milliseconds: number, then: () => void) => {
    clearTimeout(timer);
    timer = setTimeout(then, milliseconds);
  };
  const closest = (event: Event, selector: string) =>
    event.target instanceof Element ? event.target.closest(selector) : null;

  const handlers = {
    keydown(event: KeyboardEvent) {
      byKeyboard = true;
      if (!shown || event.key === 'Tab' || event.key === 'Shift') return;
      if (event.key === 'Escape') {
        event.preventDefault();
        event.stopPropagation();
      }
      // Enter and Space are a click, which shows it.
      if (event.key !== 'Enter' && event.key !== ' ') hide();
    },
    focusin(event: FocusEvent) {
      const element = closest(event, titled);
      if (element && byKeyboard) show(element);
    },
    focusout: () => {
      if (shown) hide();
    },
    pointerover(event: PointerEvent) {
      if (event.pointerType !== 'mouse') return;
      const element = closest(event, explaining);
      if (element && element !== shown) soon(hoverMilliseconds, () => show(element));
      // It stays while the pointer is on it.
      else if (element || event.target === popover) clearTimeout(timer);
      else if (shown && !shown.contains(document.activeElement)) soon(leaveMilliseconds, hide);
      else clearTimeout(timer);
    },
    pointerdown(event: PointerEvent) {
      byKeyboard = false;
      held = false;
      const element = closest(event, titled);
      if (shown && element !== shown && event.target !== popover) hide();
      if (event.pointerType !== 'touch' || !element) return;
      soon(pressMilliseconds, () => {
        held = true;
        show(element);
      });
    },
    pointerup: () => {
      if (!shown) clearTimeout(timer);
    },
    pointercancel: () => {
      if (!shown) clearTimeout(timer);
    },
    click(event: MouseEvent) {
      const element = closest(event, `button${explaining}`);
      if (element) show(element);
      if (!held) return;
      // The finger asked what the button does, and did not press it.
      held = false;
      event.preventDefault();
      event.stopPropagation();
    },
    scroll: place,
    resize: place,
  };
  const bound = new AbortController();
  for (const [type, handler] of Object.entries(handlers))
    addEventListener(type, handler as EventListener, { capture: true, signal: bound.signal });
  return () => {
    clearTimeout(timer);
    bound.abort();
  };
}
