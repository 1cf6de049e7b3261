import { annotate } from './annotate';
import { atmosphereOf } from './atmosphere';
import { drawBuilding, shadeGround } from './buildings';
import { compose, reflectInWater } from './compose';
import { develop } from './develop';
import { paintGround } from './ground';
import { lightMap } from './lights';
import { placeRoadUsers } from './placement';
import { paintDrops, paintFlakes, paintRain } from './precipitation';
import { Random } from './scene-random';
import { Raster } from './raster';
import { severityAt } from './severity';
import { paintHorizon, paintSky } from './sky';
import { Stage } from './stage';
import { emptyStreet, type Street } from './street';
import { drawStreetLife } from './street-life';
import type { Condition, Scene } from './types';

/** Options of {@link renderScene}. */
export interface RenderOptions {
  /** Pixels; default 256. */
  readonly width?: number;
  readonly height?: number;
  /** 0 to 1; default: drawn per scene from the weather's range. */
  readonly severity?: number;
}

/**
 * Renders the street of a seed in a condition. Everything but the weather's own draws depends on seed and size alone.
 * @throws RangeError for a size below 16 pixels or a seed that is not an unsigned 32-bit integer
 */
export function renderScene(seed: number, condition: Condition, options: RenderOptions = {}): Scene {
  const { width = 256, height = 256 } = options;
  if (!Number.isInteger(width) || !Number.isInteger(height) || width < 16 || height < 16) {
    throw new RangeError(`scene size ${width} x ${height} must be whole numbers from 16 up`);
  }
  if (!Number.isInteger(seed) || seed < 0 || seed > 0xffffffff)
    throw new RangeError(`scene seed ${seed} is not an unsigned 32-bit integer`);
  const weather = new Random(seed, 7);
  const drawn = severityAt(condition, weather.next());
  const severity = options.severity ?? drawn;
  const empty = emptyStreet(seed, width, height);
  const street: Street = { ...empty, users: placeRoadUsers(empty, seed, width, height) };
  const air = atmosphereOf(condition, severity, street.sunSide, weather);
  const stage = new Stage(new Raster(width, height), street.camera, air);
  paintSky(stage, air, street.detail);
  paintHorizon(stage, air, street.hills, street.detail);
  paintGround(stage, street);
  for (const building of street.buildings) shadeGround(stage, building);
  for (const building of street.buildings) drawBuilding(stage, building);
  const ownPixels = drawStreetLife(stage, street);
  if (street.driving && air.lamps > 0.5) {
    stage.lights.push({
      position: [0, 0.7, 1],
      spot: [0, 0.2, 8.5],
      rgb: [0.5, 0.49, 0.45],
      reach: 11,
      halo: 0,
      id: 0,
    });
  }
  const lights = lightMap(stage, air);
  compose(stage, air, lights);
  if (air.wet > 0.2) reflectInWater(stage, air.wet);
  if (air.rain > 0) {
    paintRain(stage.raster, air, weather);
    paintDrops(stage.raster, air, weather);
  }
  if (air.flakes > 0) paintFlakes(stage.raster, air, weather);
  const objects = annotate(stage.raster, street.users, ownPixels);
  return { seed, condition, severity, image: { width, height, data: develop(stage.raster, air, weather) }, objects };
}
