import { toCanvas } from '../../formats/images/rgb-canvas';
import type { RgbImage } from '../../geometry/rgb-image';
import { memo } from '../../math/memo';

/** Short side of the pictures beside the prompts: that of the source images of a dictionary, in whose pixels blur is given. */
export const displaySide = 256;

/** The longest side that a picture may have, for a strip of a panorama is no picture. */
const longestSide = 1024;

/** The image at the size at which it is changed and shown; small ones stay as they are. Remembered as long as the image lives. */
export const displayImage = memo((image: RgbImage): RgbImage => {
  const { width, height } = image;
  const scale = Math.min(displaySide / Math.min(width, height), longestSide / Math.max(width, height));
  if (scale >= 1) return image;
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(width * scale));
  canvas.height = Math.max(1, Math.round(height * scale));
  const context = canvas.getContext('2d', { willReadFrequently: true })!;
  context.imageSmoothingQuality = 'high';
  context.drawImage(toCanvas(image), 0, 0, canvas.width, canvas.height);
  return fromImageData(context.getImageData(0, 0, canvas.width, canvas.height));
});

function fromImageData({ width, height, data: rgba }: ImageData): RgbImage {
  const data = new Uint8Array(width * height * 3);
  for (let from = 0, to = 0; to < data.length; from += 4, to += 3) {
    data[to] = rgba[from]!;
    data[to + 1] = rgba[from + 1]!;
    data[to + 2] = rgba[from + 2]!;
  }
  return { width, height, data };
}
