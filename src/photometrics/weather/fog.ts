import type { RgbImage } from '../../geometry/rgb-image';

/** Grey of the air, IA-YOLO's A, of 255. */
const air = 0.5 * 255;
/** By how much the depth falls for each pixel from the middle of the image: IA-YOLO's. */
const fall = 0.04;
/** IA-YOLO's pixels are those of VOC's pictures, whose long side is 500; other images are seen as large. A choice. */
const referenceSide = 500;

/**
 * I = J·t + A·(1 − t), t = e^(−β·d), d = √long side − 0.04·ρ, ρ the distance from the middle of the image. Values are cut off to whole ones, as in
 * `core/data_make.py`.
 * @param density β
 */
export function addFog(image: RgbImage, density: number): RgbImage {
  const { width, height } = image;
  const scale = referenceSide / Math.max(width, height);
  const farthest = Math.sqrt(referenceSide);
  const middleRow = Math.floor(height / 2);
  const middleColumn = Math.floor(width / 2);
  const data = new Uint8Array(image.data.length);
  for (let y = 0, at = 0; y < height; y++) {
    const dy = y - middleRow;
    for (let x = 0; x < width; x++, at += 3) {
      const dx = x - middleColumn;
      const depth = farthest - fall * scale * Math.sqrt(dx * dx + dy * dy);
      const clear = Math.exp(-density * depth);
      const veil = air * (1 - clear);
      for (let i = at; i < at + 3; i++) data[i] = image.data[i]! * clear + veil;
    }
  }
  return { ...image, data };
}
