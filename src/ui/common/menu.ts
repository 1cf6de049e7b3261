/** Below its button a menu takes at least so much room before it goes above, in CSS pixels. */
const enoughBelow = 300;
const gap = 4;
const margin = 8;

interface ButtonBox {
  readonly top: number;
  readonly bottom: number;
  readonly right: number;
}

interface WindowSize {
  readonly width: number;
  readonly height: number;
}

/** The style of a menu in the window: under its button, or above where there is more room, with the right edges together. */
export function menuPlace(
  { top, bottom, right }: ButtonBox,
  { width, height }: WindowSize,
): { readonly inset: string; readonly maxHeight: string } {
  const below = height - bottom;
  const under = below >= enoughBelow || below >= top;
  const edge = `${Math.max(margin, width - right)}px`;
  return {
    inset: under ? `${bottom + gap}px ${edge} auto auto` : `auto ${edge} ${height - top + gap}px auto`,
    maxHeight: `${(under ? below : top) - 2 * margin}px`,
  };
}

/**
 * The menu item that a key goes to; null for a key that moves nothing.
 * @param current index of the item that has the focus; -1 where none has
 */
export function nextMenuItem(key: string, current: number, count: number): number | null {
  switch (key) {
    case 'ArrowDown':
      return (current + 1) % count;
    case 'ArrowUp':
      return current <= 0 ? count - 1 : current - 1;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}
