import type { RgbImage } from './rgb-image';

/** A part of an image, from its left upper corner on. @throws RangeError unless it lies inside, in whole pixels. */
export function cutImage(image: RgbImage, left: number, top: number, width: number, height: number): RgbImage {
  const whole = [left, top, width, height].every(Number.isInteger);
  if (
    !whole ||
    left < 0 ||
    top < 0 ||
    width < 1 ||
    height < 1 ||
    left + width > image.width ||
    top + height > image.height
  )
    throw new RangeError(
      `no part ${width} × ${height} at (${left}, ${top}) in ${image.width} × ${image.height} pixels`,
    );
  const data = new Uint8Array(width * height * 3);
  for (let row = 0; row < height; row++) {
    const start = ((top + row) * image.width + left) * 3;
    data.set(image.data.subarray(start, start + width * 3), row * width * 3);
  }
  return { width, height, data };
}
