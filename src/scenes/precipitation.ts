import type { Atmosphere } from './atmosphere';
import type { Raster } from './raster';
import type { Random } from './scene-random';

/** Draws falling rain as slanted streaks, brighter than what is behind them. */
export function paintRain(raster: Raster, air: Atmosphere, random: Random): void {
  const { width, height, rgb } = raster;
  const unit = Math.min(width, height) / 256;
  const count = Math.round(((width * height) / 65536) * (90 + 420 * air.rain * air.rain));
  const light = 0.05 + 0.5 * (air.ambient[1] + air.skyHorizon[1]) * 0.5;
  for (let n = 0; n < count; n++) {
    const near = random.next();
    const length = (5 + 16 * near * near) * unit * (0.7 + 0.5 * air.rain);
    const alpha = (0.1 + 0.2 * near) * (0.5 + 0.5 * air.rain);
    let x = random.range(-0.2, 1.2) * width;
    let y = random.range(-0.1, 1) * height;
    const slant = air.wind + random.range(-0.03, 0.03);
    const steps = Math.ceil(length);
    for (let s = 0; s < steps; s++) {
      const px = Math.floor(x);
      const py = Math.floor(y);
      x += slant;
      y += 1;
      if (px < 0 || py < 0 || px >= width || py >= height) continue;
      const fade = alpha * (1 - Math.abs(2 * s - steps) / (steps + 1));
      const j = (py * width + px) * 3;
      const target = light + 0.35;
      for (let c = 0; c < 3; c++) {
        const v = rgb[j + c] as number;
        rgb[j + c] = v + (target + v * 0.4 - v) * fade;
      }
    }
  }
}

/** Draws snow flakes: many small sharp ones, a few large blurred ones near the lens. */
export function paintFlakes(raster: Raster, air: Atmosphere, random: Random): void {
  const { width, height } = raster;
  const unit = Math.min(width, height) / 256;
  const count = Math.round(((width * height) / 65536) * (90 + 360 * air.flakes));
  const light = Math.min(1, 0.3 + air.ambient[1] * 0.85);
  for (let n = 0; n < count; n++) {
    const near = random.next();
    const size = near < 0.94 ? 0.4 + 0.85 * near * near : random.range(1.6, 3.4);
    const alpha = near < 0.94 ? 0.85 : 0.34;
    disc(raster, random.next() * width, random.next() * height, size * unit, alpha, light, air.wind);
  }
}

/** Draws drops on the lens: each shows the scene upside down and brighter. */
export function paintDrops(raster: Raster, air: Atmosphere, random: Random): void {
  const { width, height, rgb } = raster;
  const unit = Math.min(width, height) / 256;
  const count = Math.round(random.range(0, 11) * air.rain);
  for (let n = 0; n < count; n++) {
    const r = random.range(1.6, 4.6) * unit;
    const cx = random.next() * width;
    const cy = random.next() * height;
    for (let y = Math.max(0, Math.floor(cy - r)); y <= Math.min(height - 1, Math.ceil(cy + r)); y++) {
      for (let x = Math.max(0, Math.floor(cx - r)); x <= Math.min(width - 1, Math.ceil(cx + r)); x++) {
        const dx = (x + 0.5 - cx) / r;
        const dy = (y + 0.5 - cy) / r;
        const d = 1 - dx * dx - dy * dy;
        if (d <= 0) continue;
        const sx = Math.min(width - 1, Math.max(0, Math.floor(cx - dx * r * 3)));
        const sy = Math.min(height - 1, Math.max(0, Math.floor(cy - dy * r * 4)));
        const a = Math.min(1, d * 2.2) * 0.62;
        const j = (y * width + x) * 3;
        const source = (sy * width + sx) * 3;
        for (let c = 0; c < 3; c++)
          rgb[j + c] = (rgb[j + c] as number) * (1 - a) + ((rgb[source + c] as number) * 0.95 + 0.05 - 0.08 * dy) * a;
      }
    }
  }
}

function disc(raster: Raster, cx: number, cy: number, r: number, alpha: number, light: number, wind: number): void {
  const { width, height, rgb } = raster;
  const reach = r + 0.7;
  for (let y = Math.max(0, Math.floor(cy - reach)); y <= Math.min(height - 1, Math.floor(cy + reach)); y++) {
    for (let x = Math.max(0, Math.floor(cx - reach)); x <= Math.min(width - 1, Math.floor(cx + reach)); x++) {
      const dx = x + 0.5 - cx - (y + 0.5 - cy) * wind * 0.6;
      const dy = (y + 0.5 - cy) * 0.86;
      const d = 1 - (dx * dx + dy * dy) / (reach * reach);
      if (d <= 0) continue;
      const a = alpha * Math.min(1, d * 1.5);
      const j = (y * width + x) * 3;
      for (let c = 0; c < 3; c++) {
        const v = rgb[j + c] as number;
        const target = v + 0.12 > light ? v + 0.12 : light;
        rgb[j + c] = v + (target - v) * a;
      }
    }
  }
}
