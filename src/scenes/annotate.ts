import { boxXYXY } from '../geometry/box';
import type { Raster } from './raster';
import type { RoadUser } from './road-user';
import { sceneClasses, type SceneObject } from './types';

/** Objects of which less is seen are left out. */
export const minimumVisibility = 0.35;
/** Objects whose box is smaller in its longer side, at 256 pixels, are left out. */
export const minimumSize = 8;

/**
 * The visible road users with the tight boxes of their pixels.
 * @param ownPixels by id, the pixels that each one covered when it was drawn
 */
export function annotate(raster: Raster, users: readonly RoadUser[], ownPixels: readonly number[]): SceneObject[] {
  const { width, height, id } = raster;
  const count = users.length + 1;
  const x0 = new Int32Array(count).fill(width);
  const x1 = new Int32Array(count).fill(-1);
  const y0 = new Int32Array(count).fill(height);
  const y1 = new Int32Array(count).fill(-1);
  const seen = new Int32Array(count);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const k = id[y * width + x] as number;
      if (k === 0) continue;
      seen[k] = (seen[k] as number) + 1;
      if (x < (x0[k] as number)) x0[k] = x;
      if (x > (x1[k] as number)) x1[k] = x;
      if (y < (y0[k] as number)) y0[k] = y;
      if (y > (y1[k] as number)) y1[k] = y;
    }
  }
  const smallest = (minimumSize * Math.min(width, height)) / 256;
  const objects: SceneObject[] = [];
  users.forEach((user, index) => {
    const k = index + 1;
    const own = ownPixels[k] ?? 0;
    if (own === 0) return;
    const visibility = (seen[k] as number) / own;
    const w = (x1[k] as number) + 1 - (x0[k] as number);
    const h = (y1[k] as number) + 1 - (y0[k] as number);
    if (visibility < minimumVisibility || Math.max(w, h) < smallest || Math.min(w, h) < smallest * 0.4) return;
    objects.push({
      class: user.body.class,
      classIndex: sceneClasses.indexOf(user.body.class),
      box: boxXYXY(x0[k] as number, y0[k] as number, (x1[k] as number) + 1, (y1[k] as number) + 1),
      visibility,
      colour: user.colour.name,
    });
  });
  return objects;
}
