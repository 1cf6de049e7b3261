import type { Atmosphere } from './atmosphere';
import { transmission, type LightMap } from './lights';
import { valueNoise } from './noise';
import { material } from './raster';
import type { Stage } from './stage';

const fogSteps = 512;

/** Lights every pixel, adds air and halos, in place: afterwards `raster.rgb` is what the lens sees. */
export function compose(stage: Stage, air: Atmosphere, lights: LightMap | null): void {
  const { raster, camera } = stage;
  const { width, height, rgb, lit, emitted, inverseDepth } = raster;
  const [ar, ag, ab] = air.ambient;
  const [sr, sg, sb] = air.sunlight;
  const [hr, hg, hb] = air.hazeRgb;
  // Transmission by inverse depth: a table over z = zFar / (index + 1) would be uneven, so it steps in depth up to 128 m.
  const table = new Float32Array(fogSteps + 1);
  for (let i = 0; i <= fogSteps; i++) table[i] = transmission((air.haze * i) / 4);
  const soak = 1 - 0.34 * air.wet;
  const flash = air.lightning ? 1.25 : 1;
  const cast = lights?.cast ?? null;
  const glow = lights?.glow ?? null;
  for (let y = 0; y < height; y++) {
    const skyUp = Math.max(0, (camera.horizonY - y) / camera.focal);
    const skyThrough = 1 - air.skyHaze * (1 - skyUp * 0.35);
    for (let x = 0; x < width; x++) {
      const i = y * width + x;
      const j = i * 3;
      const kind = raster.material[i] as number;
      const sun = lit[i] as number;
      let k = 1;
      if (kind === material.road) k = soak * (0.94 + 0.12 * grain(x, y));
      else if (kind === material.wall && raster.id[i] === 0) k = 0.97 + 0.06 * grain(x, y);
      else if (kind === material.ground) k = (0.7 + 0.3 * soak) * (0.95 + 0.1 * grain(x, y));
      let lr = (ar + sr * sun) * flash;
      let lg = (ag + sg * sun) * flash;
      let lb = (ab + sb * sun) * flash;
      if (cast !== null) {
        const c = cast[j] as number;
        if (c > 0) {
          // Overlapping pools saturate like film does.
          const soft = 1 / (1 + 0.75 * c);
          lr += c * soft;
          lg += (cast[j + 1] as number) * soft;
          lb += (cast[j + 2] as number) * soft;
        }
      }
      let r = (rgb[j] as number) * lr * k + (emitted[j] as number);
      let g = (rgb[j + 1] as number) * lg * k + (emitted[j + 1] as number);
      let b = (rgb[j + 2] as number) * lb * k + (emitted[j + 2] as number);
      const iz = inverseDepth[i] as number;
      let through = skyThrough;
      if (iz > 0.002) {
        const step = 4 / iz;
        through = step >= fogSteps ? (table[fogSteps] as number) : (table[step | 0] as number);
      }
      r = r * through + hr * (1 - through);
      g = g * through + hg * (1 - through);
      b = b * through + hb * (1 - through);
      if (glow !== null) {
        r += glow[j] as number;
        g += glow[j + 1] as number;
        b += glow[j + 2] as number;
      }
      rgb[j] = r;
      rgb[j + 1] = g;
      rgb[j + 2] = b;
    }
  }
}

/** Fine grain of asphalt and paving, 0 to 1. */
function grain(x: number, y: number): number {
  let h = Math.imul(x, 0x27d4eb2d) ^ Math.imul(y, 0x165667b1);
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d);
  return (h >>> 20) / 4096;
}

/** Mirrors what stands above wet ground into it, with ripples; rows are independent of later ones. */
export function reflectInWater(stage: Stage, wet: number): void {
  const { raster, camera } = stage;
  const { width, height, rgb, material: kinds } = raster;
  const foot = new Int32Array(width);
  const start = Math.max(1, Math.floor(camera.horizonY));
  foot.fill(start);
  const across = (0.09 * 256) / camera.focal;
  const down = (0.5 * 256) / camera.focal;
  for (let y = start; y < height; y++) {
    const ripple = 0.5 + (y - start) / camera.focal;
    for (let x = 0; x < width; x++) {
      const i = y * width + x;
      const kind = kinds[i] as number;
      if (kind !== material.road && kind !== material.ground) {
        foot[x] = y;
        continue;
      }
      const depth = y - (foot[x] as number);
      const n = valueNoise(x * across + 7, y * down) - 0.5;
      const sy = Math.min(
        y - 1,
        Math.max(0, (foot[x] as number) - Math.floor(depth * 1.25) + Math.floor(n * 9 * ripple)),
      );
      const sx = Math.min(width - 1, Math.max(0, x + Math.floor(n * 9 * ripple)));
      const source = (sy * width + sx) * 3;
      const higher = (Math.max(0, sy - 3) * width + sx) * 3;
      const puddle = valueNoise(x * across * 0.3 + 11, y * down * 0.25 + 3);
      const k = wet * (kind === material.road ? 0.4 : 0.24) * (0.4 + 1.1 * puddle);
      const a = k > 0.8 ? 0.8 : k;
      const j = i * 3;
      for (let c = 0; c < 3; c++) {
        rgb[j + c] =
          (rgb[j + c] as number) * (1 - a * 0.75) +
          ((rgb[source + c] as number) + (rgb[higher + c] as number)) * a * 0.5;
      }
    }
  }
}
