import { mix32 } from './scene-random';

const size = 64;
const mask = size - 1;

const tile = new Float32Array(size * size);
for (let i = 0; i < tile.length; i++) tile[i] = mix32(i + 0x51ed27) / 4294967296;

/** Smooth value noise in [0, 1), period 64 in both directions. */
export function valueNoise(x: number, y: number): number {
  const xf = Math.floor(x);
  const yf = Math.floor(y);
  const u = x - xf;
  const v = y - yf;
  const x0 = xf & mask;
  const x1 = (xf + 1) & mask;
  const row0 = (yf & mask) * size;
  const row1 = ((yf + 1) & mask) * size;
  const su = u * u * (3 - 2 * u);
  const sv = v * v * (3 - 2 * v);
  const a = tile[row0 + x0] as number;
  const b = tile[row0 + x1] as number;
  const c = tile[row1 + x0] as number;
  const d = tile[row1 + x1] as number;
  const top = a + (b - a) * su;
  return top + (c + (d - c) * su - top) * sv;
}

/** Three octaves of {@link valueNoise}, in [0, 1). */
export function cloudNoise(x: number, y: number): number {
  return (
    valueNoise(x, y) * 0.56 +
    valueNoise(x * 2.1 + 17.3, y * 2.1 + 5.1) * 0.29 +
    valueNoise(x * 4.3 + 3.7, y * 4.3 + 31.9) * 0.15
  );
}
