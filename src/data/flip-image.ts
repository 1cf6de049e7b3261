import { boxXYXY } from '../geometry/box';
import type { AnnotatedImage } from './annotated-image';

/** The mirror image, left for right, with its boxes; pixel x goes to width − 1 − x, coordinate x to width − x. */
export function flipHorizontally({ id, image, gt }: AnnotatedImage): AnnotatedImage {
  const { width, height, data } = image;
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
  return {
    id,
    image: { width, height, data: flipped },
    gt: gt.map(({ box: [x1, y1, x2, y2], ...object }) => ({
      ...object,
      box: boxXYXY(width - x2, y1, width - x1, y2),
    })),
  };
}
