/** CSS pixels: a tile is at least so wide, always so high, and so far from the next. */
const leastWidth = 168;
export const tileHeight = 158;
export const gap = 8;

/** Where the tiles of a grid stand; all have one size. */
export interface GridLayout {
  readonly columns: number;
  readonly tileWidth: number;
  readonly rows: number;
  /** Of the whole grid, in CSS pixels. */
  readonly height: number;
}

/** @param width of the grid, in CSS pixels */
export function gridLayout(count: number, width: number): GridLayout {
  const columns = Math.max(1, Math.floor((width + gap) / (leastWidth + gap)));
  const rows = Math.ceil(count / columns);
  return {
    columns,
    tileWidth: (width - gap * (columns - 1)) / columns,
    rows,
    height: rows === 0 ? 0 : rows * (tileHeight + gap) - gap,
  };
}

/** Rows that are drawn beyond those in sight, at either end. */
const spareRows = 1;

/** The tiles that are drawn: those in sight, and a row more at either end. @returns the first, and the one after the last */
export function tilesInSight(
  { columns, rows }: GridLayout,
  count: number,
  top: number,
  height: number,
): readonly [number, number] {
  const pitch = tileHeight + gap;
  const first = Math.max(0, Math.floor(top / pitch) - spareRows);
  const last = Math.min(rows, Math.ceil((top + height) / pitch) + spareRows);
  return [Math.min(first * columns, count), Math.min(last * columns, count)];
}

/** Where the grid has to be scrolled so that a tile is in sight; null where it is. */
export function scrollTo({ columns }: GridLayout, at: number, top: number, height: number): number | null {
  const tileTop = Math.floor(at / columns) * (tileHeight + gap);
  if (tileTop < top) return tileTop;
  return tileTop + tileHeight > top + height ? tileTop + tileHeight - height : null;
}

/**
 * Where a key leads from a tile; null for other keys. There is nothing beyond the ends.
 * @param height of what is in sight, in CSS pixels
 */
export function tileAfterKey(
  key: string,
  at: number,
  count: number,
  { columns }: GridLayout,
  height: number,
): number | null {
  const page = columns * Math.max(1, Math.floor(height / (tileHeight + gap)));
  const within = (wanted: number) => Math.max(0, Math.min(count - 1, wanted));
  // In the last row there may be nothing below.
  const inColumn = (by: number) => (at + by >= 0 && at + by < count ? at + by : at);
  switch (key) {
    case 'ArrowLeft':
      return within(at - 1);
    case 'ArrowRight':
      return within(at + 1);
    case 'ArrowUp':
      return inColumn(-columns);
    case 'ArrowDown':
      return inColumn(columns);
    case 'PageUp':
      return within(at - page);
    case 'PageDown':
      return within(at + page);
    case 'Home':
      return 0;
    case 'End':
      return within(count - 1);
    default:
      return null;
  }
}
