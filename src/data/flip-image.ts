import { boxXYXY, type BoxXYXY } from '../geometry/box';
import type { RgbImage } from '../geometry/rgb-image';

/** The mirror image, left for right: pixel x goes to width − 1 − x. */
export function flipHorizontally({ width, height, data }: RgbImage): RgbImage {
  const flipped = new Uint8Array(data.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const from = (y * width + x) * 3;
      const to = (y * width + width - 1 - x) * 3;
      flipped[to] = data[from]!;
      flipped[to + 1] = data[from + 1]!;
      flipped[to + 2] = data[from + 2]!;
    }
  }
  return { width, height, data: flipped };
}

/** The box in the mirror image: coordinate x goes to width − x. */
export function flipBox([x1, y1, x2, y2]: BoxXYXY, width: number): BoxXYXY {
  return boxXYXY(width - x2, y1, width - x1, y2);
}
