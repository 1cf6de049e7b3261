/** PNG files (PNG 1.2) of images, where there is no canvas. */
import { zlibSync } from 'fflate';
import type { RgbImage } from '../../geometry/rgb-image';
import { concatBytes } from '../bytes';
import { pngChunk, pngSignature } from './png';

/** Filter 2 of the format: each byte less the one above it. */
const up = 2;

/** An image as a PNG file of eight bits a channel, without loss. */
export function encodePng({ width, height, data }: RgbImage): Uint8Array<ArrayBuffer> {
  const head = new Uint8Array(13);
  const view = new DataView(head.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  // Eight bits of red, green and blue; no interlacing.
  head.set([8, 2], 8);
  const row = width * 3;
  const filtered = new Uint8Array((row + 1) * height);
  for (let y = 0, to = 0; y < height; y++) {
    filtered[to++] = up;
    for (let at = y * row; at < (y + 1) * row; at++) filtered[to++] = data[at]! - (y === 0 ? 0 : data[at - row]!);
  }
  return concatBytes([
    pngSignature,
    pngChunk('IHDR', head),
    pngChunk('IDAT', zlibSync(filtered)),
    pngChunk('IEND', new Uint8Array(0)),
  ]);
}
