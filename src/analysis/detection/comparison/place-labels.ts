/** A rectangle in CSS pixels of the viewer. */
export interface ScreenRect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** What wants to be written beside a box. */
export interface WantedLabel {
  readonly key: string;
  readonly box: ScreenRect;
  /** Widths of its texts in CSS pixels, the longest first; a shorter one takes its place where there is less room. */
  readonly widths: readonly number[];
}

export interface PlacedLabel {
  readonly key: string;
  /** Which of its texts fits. */
  readonly text: number;
  readonly rect: ScreenRect;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/**
 * Finds a place for each label, those that come first before the others. A label touches its box, lies within the view, and covers no other; of the
 * places that are free the first in this order is taken: above the box, below it, inside it at the top, inside at the bottom, at its sides. A label for
 * which there is no room, even with its shortest text, gets none.
 * @param height of every label, in CSS pixels
 */
export function placeLabels(labels: readonly WantedLabel[], view: Size, height: number): readonly PlacedLabel[] {
  const placed: PlacedLabel[] = [];
  for (const { key, box, widths } of labels) {
    const seen = visiblePart(box, view);
    if (!seen) continue;
    const fitting = widths.flatMap((width, text) =>
      places(seen, { width, height })
        .filter((rect) => isWithin(rect, view) && !placed.some((other) => overlap(rect, other.rect)))
        .map((rect) => ({ key, text, rect })),
    );
    const [first] = fitting;
    if (first) placed.push(first);
  }
  return placed;
}

/** The part of a box that the view shows; null where none is. */
function visiblePart({ x, y, width, height }: ScreenRect, view: Size): ScreenRect | null {
  const [left, top] = [Math.max(0, x), Math.max(0, y)];
  const [right, bottom] = [Math.min(view.width, x + width), Math.min(view.height, y + height)];
  return right > left && bottom > top ? { x: left, y: top, width: right - left, height: bottom - top } : null;
}

function places(box: ScreenRect, { width, height }: Size): readonly ScreenRect[] {
  const [left, right] = [box.x, box.x + box.width];
  const [top, bottom] = [box.y, box.y + box.height];
  const columns = [left, right - width, (left + right - width) / 2];
  const rows = [top - height, bottom, top, bottom - height];
  return [
    ...rows.flatMap((y) => columns.map((x) => ({ x, y, width, height }))),
    ...[top, bottom - height].flatMap((y) => [right, left - width].map((x) => ({ x, y, width, height }))),
  ];
}

function isWithin({ x, y, width, height }: ScreenRect, view: Size): boolean {
  return x >= 0 && y >= 0 && x + width <= view.width && y + height <= view.height;
}

function overlap(a: ScreenRect, b: ScreenRect): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}
