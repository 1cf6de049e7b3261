import type { Atmosphere } from './atmosphere';
import { screenX, screenY } from './camera';
import { material } from './raster';
import type { LightSource, Stage } from './stage';

/** What lamps add to a scene: light that surfaces reflect, and glow that lies over everything. Interleaved RGB. */
export interface LightMap {
  readonly cast: Float32Array;
  readonly glow: Float32Array;
}

/** Adds up all lamps of the stage; null when none shines. */
export function lightMap(stage: Stage, air: Atmosphere): LightMap | null {
  if (stage.lights.length === 0 || air.lamps < 0.05) return null;
  const size = stage.raster.width * stage.raster.height * 3;
  const map: LightMap = { cast: new Float32Array(size), glow: new Float32Array(size) };
  const dark = 1.25 - 1.15 * Math.min(1, air.ambient[1] + air.sunlight[1] * 0.4);
  for (const light of stage.lights) {
    if (light.reach > 0) addCast(stage, light, map.cast, air.lamps * Math.max(0.06, dark));
    if (light.halo > 0 && isSeen(stage, light)) addGlow(stage, light, map.glow, air, Math.max(0.16, dark));
  }
  return map;
}

function isSeen(stage: Stage, { position: [x, y, z], id }: LightSource): boolean {
  const { camera, raster } = stage;
  const px = Math.floor(screenX(camera, x, z));
  const py = Math.floor(screenY(camera, y, z));
  if (px < 0 || py < 0 || px >= raster.width || py >= raster.height) return id === 0 && py > -40;
  const i = py * raster.width + px;
  return id === 0 ? (raster.inverseDepth[i] as number) < 1 / z + 0.004 : raster.id[i] === id;
}

/** Light on surfaces within reach, by true distance from the spot. */
function addCast(stage: Stage, light: LightSource, cast: Float32Array, strength: number): void {
  const { raster, camera } = stage;
  const { width, height, inverseDepth } = raster;
  const [lx, ly, lz] = light.spot ?? light.position;
  const { reach } = light;
  const zNear = Math.max(0.8, lz - reach);
  const around = (reach * camera.focal) / Math.max(zNear, lz * 0.6);
  const cx = screenX(camera, lx, Math.max(0.8, lz));
  const cy = screenY(camera, ly, Math.max(0.8, lz));
  const x0 = Math.max(0, Math.floor(cx - around));
  const x1 = Math.min(width - 1, Math.ceil(cx + around));
  const y0 = Math.max(0, Math.floor(cy - around));
  const y1 = Math.min(height - 1, Math.ceil(Math.max(cy + around, screenY(camera, 0, zNear))));
  const inverse = 1 / (reach * reach);
  const { focal, centreX, horizonY } = camera;
  const [r, g, b] = light.rgb;
  for (let y = y0; y <= y1; y++) {
    const sy = (y + 0.5 - horizonY) / focal;
    for (let x = x0; x <= x1; x++) {
      const i = y * width + x;
      const iz = inverseDepth[i] as number;
      if (iz <= 0) continue;
      const z = 1 / iz;
      const dz = z - lz;
      if (dz > reach || dz < -reach) continue;
      const dx = ((x + 0.5 - centreX) / focal) * z - lx;
      const dy = camera.height - sy * z - ly;
      const d = 1 - (dx * dx + dy * dy * 0.6 + dz * dz) * inverse;
      if (d <= 0) continue;
      const k = d * d * strength;
      cast[i * 3] = (cast[i * 3] as number) + r * k;
      cast[i * 3 + 1] = (cast[i * 3 + 1] as number) + g * k;
      cast[i * 3 + 2] = (cast[i * 3 + 2] as number) + b * k;
    }
  }
}

/** Halo around the lamp, and its streak on wet ground. */
function addGlow(stage: Stage, light: LightSource, glow: Float32Array, air: Atmosphere, dark: number): void {
  const { camera } = stage;
  const [x, y, z] = light.position;
  const cx = screenX(camera, x, z);
  const cy = screenY(camera, y, z);
  const through = transmission(air.haze * z);
  const radius = Math.max(camera.focal * 0.012, light.halo * stage.scale(z) * air.bloom) * (0.75 + 0.25 * air.lamps);
  const strength = air.lamps * dark * (0.35 + 0.65 * through) * 0.8;
  splat(stage, glow, light, cx, cy, radius * 1.5, radius * 1.5, strength, false);
  if (air.wet > 0.05) {
    const footY = screenY(camera, 0, z);
    const below = 2 * footY - cy;
    splat(
      stage,
      glow,
      light,
      cx,
      (footY + below) / 2 + radius * 0.5,
      radius * 0.85,
      Math.max(radius * 1.4, (below - footY) * 0.75 + radius * 2),
      strength * air.wet * 0.62,
      true,
    );
  }
}

/** 1 / e^x within 1 %, without the library's exp. */
export function transmission(x: number): number {
  const a = 1 / (1 + x / 16);
  const b = a * a;
  const c = b * b;
  const d = c * c;
  return d * d;
}

function splat(
  stage: Stage,
  glow: Float32Array,
  light: LightSource,
  cx: number,
  cy: number,
  rx: number,
  ry: number,
  strength: number,
  groundOnly: boolean,
): void {
  const { width, height, material: kinds } = stage.raster;
  const x0 = Math.max(0, Math.floor(cx - rx));
  const x1 = Math.min(width - 1, Math.ceil(cx + rx));
  const y0 = Math.max(0, Math.floor(cy - ry));
  const y1 = Math.min(height - 1, Math.ceil(cy + ry));
  const [r, g, b] = light.rgb;
  for (let y = y0; y <= y1; y++) {
    const dy = (y + 0.5 - cy) / ry;
    for (let x = x0; x <= x1; x++) {
      const dx = (x + 0.5 - cx) / rx;
      const d = 1 - dx * dx - dy * dy;
      if (d <= 0) continue;
      const i = y * width + x;
      if (groundOnly && (kinds[i] as number) !== material.road && (kinds[i] as number) !== material.ground) continue;
      const k = d * d * d * (0.55 + 0.45 * d * d * d) * strength;
      glow[i * 3] = (glow[i * 3] as number) + r * k;
      glow[i * 3 + 1] = (glow[i * 3 + 1] as number) + g * k;
      glow[i * 3 + 2] = (glow[i * 3 + 2] as number) + b * k;
    }
  }
}
