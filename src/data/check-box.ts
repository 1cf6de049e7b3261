import type { DataObject } from './data-set';

/** Why a box is none; null where it is one. `size` is the image's in the box's unit, null where nobody says it. */
export function boxProblem(
  box: DataObject['box'],
  size: { readonly width: number; readonly height: number } | null,
): string | null {
  const [x1, y1, x2, y2] = box;
  const text = box.map((value) => Math.round(value * 100) / 100).join(', ');
  if (!box.every(Number.isFinite)) return `has a box that is no four numbers`;
  if (x2 <= x1 || y2 <= y1) return `has an empty box (${text})`;
  if (x2 <= 0 || y2 <= 0 || (size !== null && (x1 >= size.width || y1 >= size.height)))
    return `has a box outside of the image (${text})`;
  return null;
}
