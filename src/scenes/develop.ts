import type { Atmosphere } from './atmosphere';
import type { Raster } from './raster';
import type { Random } from './scene-random';

/** Turns light into 8-bit pixels: loss of colour, soft shoulder, sensor noise. */
export function develop(raster: Raster, air: Atmosphere, random: Random): Uint8Array {
  const { rgb } = raster;
  const data = new Uint8Array(rgb.length);
  const grey = air.grey * 0.55;
  const amplitude = (air.noise * 2.45) / 65536;
  let state = random.uint32();
  for (let j = 0; j < rgb.length; j += 3) {
    const r = rgb[j] as number;
    const g = rgb[j + 1] as number;
    const b = rgb[j + 2] as number;
    const mean = (r * 0.3 + g * 0.59 + b * 0.11) * grey;
    // Two 16-bit halves of one step of a linear congruential generator: triangular noise, mostly luminance.
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    const noise = ((state >>> 16) + (Math.imul(state, 0x9e3779b1) >>> 16) - 65535) * amplitude;
    data[j] = byte(r * (1 - grey) + mean + noise * 1.1);
    data[j + 1] = byte(g * (1 - grey) + mean + noise);
    data[j + 2] = byte(b * (1 - grey) + mean + noise * 1.2);
  }
  return data;
}

function byte(v: number): number {
  // A rational shoulder above 0.8 keeps highlights from clipping at once.
  const s = v > 0.8 ? 0.8 + (v - 0.8) / (1 + (v - 0.8) * 2.6) : v;
  return s <= 0 ? 0 : s >= 1 ? 255 : Math.floor(s * 255 + 0.5);
}
