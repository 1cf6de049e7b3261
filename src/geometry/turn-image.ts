import type { RgbImage } from './rgb-image';

/** For each EXIF orientation where pixel (0, 0) of the result comes from, and which steps in the source are one to the right and one down. */
const turns = {
  1: { from: [0, 0], right: [1, 0], down: [0, 1] },
  2: { from: [1, 0], right: [-1, 0], down: [0, 1] },
  3: { from: [1, 1], right: [-1, 0], down: [0, -1] },
  4: { from: [0, 1], right: [1, 0], down: [0, -1] },
  5: { from: [0, 0], right: [0, 1], down: [1, 0] },
  6: { from: [0, 1], right: [0, -1], down: [1, 0] },
  7: { from: [1, 1], right: [0, -1], down: [-1, 0] },
  8: { from: [1, 0], right: [0, 1], down: [-1, 0] },
} as const;

/** Turns and mirrors a picture as an EXIF orientation asks for, like PIL's `exif_transpose`. */
export function turnImage(image: RgbImage, orientation: keyof typeof turns): RgbImage {
  if (orientation === 1) return image;
  const { width, height, data } = image;
  const { from, right, down } = turns[orientation];
  const [turnedWidth, turnedHeight] = orientation >= 5 ? [height, width] : [width, height];
  const step = ([x, y]: readonly [number, number]) => (y * width + x) * 3;
  const [stepRight, stepDown] = [step(right), step(down)];
  const start = step([from[0] * (width - 1), from[1] * (height - 1)]);
  const turned = new Uint8Array(data.length);
  for (let y = 0, to = 0; y < turnedHeight; y++) {
    for (let x = 0, at = start + y * stepDown; x < turnedWidth; x++, at += stepRight, to += 3) {
      turned[to] = data[at]!;
      turned[to + 1] = data[at + 1]!;
      turned[to + 2] = data[at + 2]!;
    }
  }
  return { width: turnedWidth, height: turnedHeight, data: turned };
}
