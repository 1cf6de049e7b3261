import { boxXYXY, type BoxXYXY } from '../../src/geometry/box';
import { iou } from '../../src/geometry/iou';
import type { Size } from '../../src/geometry/resize';
import type { Random } from '../../src/math/random';

/** How well a jittered box covers the true one. */
export interface IouRange {
  readonly least: number;
  readonly most: number;
}

/**
 * A true box, moved and stretched in a random direction until its IoU with itself as it was is one that is drawn evenly from the range; it stays inside
 * the image.
 */
export function jitteredBox(box: BoxXYXY, image: Size, { least, most }: IouRange, random: Random): BoxXYXY {
  const wanted = random.uniform(least, most);
  const sides = [box[2] - box[0], box[3] - box[1]] as const;
  // A direction can lead out of the image, where nothing of it is left; then another one is drawn.
  for (;;) {
    const direction = Array.from({ length: 4 }, () => random.uniform(-1, 1));
    const at = (distance: number): BoxXYXY => {
      const side = (index: number) => box[index]! + distance * direction[index]! * sides[index % 2]!;
      const inside = (value: number, index: number) =>
        Math.min(Math.max(value, 0), index % 2 === 0 ? image.width : image.height);
      return boxXYXY(inside(side(0), 0), inside(side(1), 1), inside(side(2), 2), inside(side(3), 3));
    };
    const moved = at(distanceOf(wanted, (distance) => iou(box, at(distance))));
    if (Math.abs(iou(box, moved) - wanted) < 1e-3) return moved;
  }
}

/** Where an IoU that falls from 1 meets the wanted one, by bisection. */
function distanceOf(wanted: number, iouAt: (distance: number) => number): number {
  let [near, far] = [0, 1];
  for (let round = 0; round < 40; round++) {
    const middle = (near + far) / 2;
    if (iouAt(middle) > wanted) near = middle;
    else far = middle;
  }
  return near;
}
