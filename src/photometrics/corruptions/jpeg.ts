import type { RgbImage } from '../../geometry/rgb-image';
import { type Quantisation, quantisation, requantiseBlock } from './jpeg-block';
import { roundByte } from './round-byte';

/** A plane of numbers whose sides are multiples of 8. */
interface Plane {
  readonly width: number;
  readonly height: number;
  readonly values: Float64Array;
}

/**
 * What JPEG of that quality loses: YCbCr, colour at half the size, blocks of 8 × 8 quantised with the tables of Annex K as libjpeg scales them.
 * Nothing is coded, and colour comes back in cells of two by two pixels, without libjpeg's smoothing.
 * @param quality 1 to 100
 */
export function jpegLoss(image: RgbImage, quality: number): RgbImage {
  const { width, height } = image;
  const [luma, chroma] = [quantisation('luminance', quality), quantisation('chrominance', quality)];
  const y = requantised(
    plane(image, 1, (r, g, b) => 0.299 * r + 0.587 * g + 0.114 * b),
    luma,
  );
  const blue = requantised(
    plane(image, 2, (r, g, b) => 128 - 0.168736 * r - 0.331264 * g + 0.5 * b),
    chroma,
  );
  const red = requantised(
    plane(image, 2, (r, g, b) => 128 + 0.5 * r - 0.418688 * g - 0.081312 * b),
    chroma,
  );
  const data = new Uint8Array(image.data.length);
  for (let row = 0, at = 0; row < height; row++)
    for (let column = 0; column < width; column++, at += 3) {
      const light = y.values[row * y.width + column]!;
      const half = (row >> 1) * blue.width + (column >> 1);
      const cb = blue.values[half]! - 128;
      const cr = red.values[half]! - 128;
      data[at] = roundByte(light + 1.402 * cr);
      data[at + 1] = roundByte(light - 0.344136 * cb - 0.714136 * cr);
      data[at + 2] = roundByte(light + 1.772 * cb);
    }
  return { width, height, data };
}

/** One number for each cell of `side` × `side` pixels: the mean of its pixels' numbers, rounded. The last pixel goes on to whole blocks of cells. */
function plane(image: RgbImage, side: 1 | 2, of: (r: number, g: number, b: number) => number): Plane {
  const cells = (pixels: number) => 8 * Math.ceil(pixels / (8 * side));
  const [width, height] = [cells(image.width), cells(image.height)];
  const values = new Float64Array(width * height);
  for (let row = 0; row < height; row++)
    for (let column = 0; column < width; column++) {
      let sum = 0;
      for (let dy = 0; dy < side; dy++)
        for (let dx = 0; dx < side; dx++) {
          const x = Math.min(image.width - 1, side * column + dx);
          const y = Math.min(image.height - 1, side * row + dy);
          const at = 3 * (y * image.width + x);
          sum += roundByte(of(image.data[at]!, image.data[at + 1]!, image.data[at + 2]!));
        }
      values[row * width + column] = Math.floor(sum / (side * side) + 0.5);
    }
  return { width, height, values };
}

function requantised({ width, height, values }: Plane, table: Quantisation): Plane {
  const result = new Float64Array(values.length);
  const block = new Float64Array(64);
  for (let top = 0; top < height; top += 8)
    for (let left = 0; left < width; left += 8) {
      const index = (i: number) => (top + (i >> 3)) * width + left + (i & 7);
      for (let i = 0; i < 64; i++) block[i] = values[index(i)]! - 128;
      requantiseBlock(block, table);
      for (let i = 0; i < 64; i++) result[index(i)] = roundByte(block[i]! + 128);
    }
  return { width, height, values: result };
}
