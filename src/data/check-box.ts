import type { DataObject } from './data-set';

/** Why four numbers are no box, whatever the size of the picture; null where they are one. */
export function boxProblem(box: DataObject['box']): string | null {
  const [x1, y1, x2, y2] = box;
  if (!box.every(Number.isFinite)) return `has a box that is no four numbers`;
  if (x2 <= x1 || y2 <= y1) return `has an empty box (${boxText(box)})`;
  return null;
}

/** Corners with two digits behind the point. */
export function boxText(box: readonly number[]): string {
  return box.map((value) => Math.round(value * 100) / 100).join(', ');
}
