import type { BoxRowsXYXY } from '../../geometry/box';
import type { Size } from '../../geometry/resize';
import type { CropWindow } from '../../clip/image/pillow-resize';

/** Side of the square around a region, over the region's longer side: CLIP sees an object with a little of its surroundings. */
const context = 1.2;

/** A square window in whole pixels around each box, moved into the image; no larger than the image's shorter side. */
export function regionWindows(boxes: BoxRowsXYXY, { width, height }: Size): readonly CropWindow[] {
  return Array.from({ length: boxes.length / 4 }, (_, row) => {
    const [x1, y1, x2, y2] = boxes.subarray(row * 4, row * 4 + 4) as unknown as [number, number, number, number];
    const wanted = Math.round(context * Math.max(x2 - x1, y2 - y1));
    const side = Math.max(1, Math.min(wanted, width, height));
    return {
      x: inside((x1 + x2) / 2, side, width),
      y: inside((y1 + y2) / 2, side, height),
      width: side,
      height: side,
    };
  });
}

function inside(centre: number, side: number, length: number): number {
  return Math.min(length - side, Math.max(0, Math.round(centre - side / 2)));
}
