import type { BoxXYXY } from '../../geometry/box';

/** A square part of a picture. */
export interface CropWindow {
  readonly left: number;
  readonly top: number;
  readonly side: number;
}

/** A box with its surroundings: 1.9 times its longer side, at least 56 pixels, moved inside the picture where that is large enough. */
export function cropAround([x1, y1, x2, y2]: BoxXYXY, width: number, height: number): CropWindow {
  const side = Math.min(Math.max(56, 1.9 * Math.max(x2 - x1, y2 - y1)), Math.min(width, height));
  const inside = (centre: number, size: number) => Math.min(Math.max(0, centre - side / 2), size - side);
  return { left: inside((x1 + x2) / 2, width), top: inside((y1 + y2) / 2, height), side };
}
