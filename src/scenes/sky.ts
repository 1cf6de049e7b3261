import type { Atmosphere } from './atmosphere';
import { mixRgb, type Rgb } from './colours';
import { cloudNoise, valueNoise } from './noise';
import { material } from './raster';
import { Random } from './scene-random';
import { ellipse } from './shapes';
import type { Stage } from './stage';

/** Paints gradient, sun or moon, stars and clouds above the horizon. */
export function paintSky(stage: Stage, air: Atmosphere, detail: number): void {
  const { raster, camera } = stage;
  const { width, emitted } = raster;
  const random = new Random(detail, 3);
  const offset = random.range(0, 60);
  const rows = Math.min(raster.height, Math.ceil(camera.horizonY) + 2);
  const [sx, sy, sz] = air.sun;
  const sunAhead = Math.max(sz, 0.5);
  const sunX = camera.centreX + (camera.focal * sx * 0.55) / sunAhead;
  const sunY = camera.horizonY - (camera.focal * sy * 0.55) / sunAhead;
  const glow = air.cloudCover < 0.6 ? 1 : 0.25;
  const night = air.skyTop[2] < 0.12;
  const closed = air.cloudCover > 0.6;
  for (let y = 0; y < rows; y++) {
    const up = Math.max(0, (camera.horizonY - y) / camera.focal);
    const t = up / (up + 0.2);
    const base = mixRgb(air.skyHorizon, air.skyTop, Math.min(1, t * 1.35));
    const v = 1.6 / (up + 0.13);
    for (let x = 0; x < width; x++) {
      const i = y * width + x;
      const u = ((x - camera.centreX) / camera.focal) * v * 1.2;
      const n = cloudNoise(u + offset, v + offset);
      const threshold = 0.78 - air.cloudCover * 0.58;
      let c = (n - threshold) * 4;
      c = c < 0 ? 0 : c > 1 ? 1 : c;
      c *= 0.9 * Math.min(1, up * 9 + 0.15);
      const shade = closed ? 1.42 - 0.85 * n : 1.04 - 0.3 * Math.max(0, n - threshold);
      const dx = (x - sunX) / camera.focal;
      const dy = (y - sunY) / camera.focal;
      const d = dx * dx + dy * dy;
      const halo = (glow * (night ? 0.05 : 0.34) * (1 - c * 0.6)) / (1 + d * (night ? 60 : 16));
      emitted[i * 3] = base[0] + (air.cloud[0] * shade - base[0]) * c + halo;
      emitted[i * 3 + 1] = base[1] + (air.cloud[1] * shade - base[1]) * c + halo * 0.86;
      emitted[i * 3 + 2] = base[2] + (air.cloud[2] * shade - base[2]) * c + halo * 0.64;
    }
  }
  if (air.stars > 0) paintStars(stage, air.stars, random);
  if (glow === 1) {
    const r = camera.focal * (night ? 0.024 : 0.03);
    const disc: Rgb = night ? [0.93, 0.92, 0.84] : air.sunlight[2] < 0.3 ? [1, 0.86, 0.6] : [1, 1, 0.94];
    ellipse(stage, sunX, sunY, r, r, 9000, { rgb: disc, material: material.sky, emit: 1, alpha: 0.95 });
  }
  if (air.lightning) paintLightning(stage, detail);
}

function paintStars(stage: Stage, strength: number, random: Random): void {
  const { width, emitted } = stage.raster;
  const rows = Math.floor(stage.camera.horizonY);
  for (let n = 0; n < 60; n++) {
    const i = random.int(0, Math.max(0, rows - 1)) * width + random.int(0, width - 1);
    const k = strength * random.range(0.15, 0.6);
    for (let c = 0; c < 3; c++) emitted[i * 3 + c] = (emitted[i * 3 + c] as number) + k;
  }
}

function paintLightning(stage: Stage, detail: number): void {
  const random = new Random(detail, 4);
  const { raster, camera } = stage;
  let x = raster.width * random.range(0.1, 0.9);
  let y = 0;
  const step = camera.horizonY / 9;
  const w = Math.max(0.6, camera.focal * 0.004);
  for (let i = 0; i < 9; i++) {
    const nx = x + random.range(-1, 1) * step * 0.6;
    const ny = y + step;
    stage.contour([x - w, y, x + w, y, nx + w * 0.8, ny, nx - w * 0.8, ny]);
    stage.fillAt(8000, { rgb: [0.93, 0.94, 1], material: material.sky, emit: 1.3 });
    x = nx;
    y = ny;
  }
}

/** Hills and a distant skyline along the horizon. */
export function paintHorizon(stage: Stage, air: Atmosphere, hills: number, detail: number): void {
  const { camera, raster } = stage;
  const offset = (detail & 1023) * 0.37;
  for (const [z, height, rgb] of [
    [900, 60 * hills, [0.36, 0.45, 0.5]],
    [420, 20 * hills, [0.3, 0.4, 0.34]],
  ] as const) {
    const points: number[] = [];
    const snow = mixRgb(rgb, [0.86, 0.88, 0.92], air.snow * 0.6);
    const half = (raster.width / camera.focal) * z * 1.3;
    for (let i = 0; i <= 40; i++) {
      const x = -half + (2 * half * i) / 40;
      points.push(x, height * (0.25 + valueNoise(i * 0.31 + offset, z) * 0.8));
    }
    points.push(half, -z * 0.02, -half, -z * 0.02);
    stage.flat(z, points, { rgb: snow, material: material.foliage, lit: 0.4 });
  }
}
