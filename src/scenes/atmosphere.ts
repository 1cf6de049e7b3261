import { mixRgb, scaleRgb, type Rgb } from './colours';
import type { Random } from './scene-random';
import type { StageLight, Vec3 } from './stage';
import type { Condition, TimeOfDay, Weather } from './types';

/** Light, air and weather of one scene: everything that a condition changes. */
export interface Atmosphere extends StageLight {
  readonly ambient: Rgb;
  readonly sunlight: Rgb;
  readonly skyTop: Rgb;
  readonly skyHorizon: Rgb;
  readonly cloud: Rgb;
  /** Share of the sky under clouds, 0 to 1. */
  readonly cloudCover: number;
  readonly stars: number;
  /** Extinction of the air, per metre. */
  readonly haze: number;
  readonly hazeRgb: Rgb;
  /** Haze over the sky, 0 to 1. */
  readonly skyHaze: number;
  /** Water on the ground, 0 to 1. */
  readonly wet: number;
  /** Rain streaks, 0 to 1. */
  readonly rain: number;
  /** Sideways drift of rain and snow per metre of fall. */
  readonly wind: number;
  /** Falling snow, 0 to 1. */
  readonly flakes: number;
  /** Standard deviation of sensor noise, of full scale. */
  readonly noise: number;
  readonly lightning: boolean;
  /** Loss of colour, 0 to 1. */
  readonly grey: number;
  /** Growth of halos in wet or foggy air, 1 in clear air. */
  readonly bloom: number;
}

interface WeatherLook {
  /** 0: open sky, 1: closed cover. */
  readonly overcast: number;
  /** Daylight that is left at severity 0 and 1. */
  readonly light: readonly [number, number];
  readonly haze: readonly [number, number];
  readonly lamps: number;
  readonly grey: number;
}

const looks: Record<Weather, WeatherLook> = {
  clear: { overcast: 0, light: [1.06, 0.84], haze: [0.0006, 0.004], lamps: 0, grey: 0 },
  cloudy: { overcast: 0.9, light: [0.96, 0.8], haze: [0.001, 0.004], lamps: 0, grey: 0.12 },
  rain: { overcast: 1, light: [0.95, 0.6], haze: [0.001, 0.014], lamps: 0.5, grey: 0.25 },
  fog: { overcast: 1, light: [0.98, 0.9], haze: [0.004, 0.036], lamps: 0.55, grey: 0.2 },
  snow: { overcast: 0.95, light: [0.98, 0.86], haze: [0.002, 0.024], lamps: 0.25, grey: 0.15 },
  stormy: { overcast: 1, light: [0.72, 0.42], haze: [0.003, 0.018], lamps: 0.7, grey: 0.25 },
};

interface TimeLook {
  readonly ambient: Rgb;
  readonly sunlight: Rgb;
  readonly skyTop: Rgb;
  readonly skyHorizon: Rgb;
  readonly overcastSky: Rgb;
  readonly overcastAmbient: Rgb;
}

const times: Record<TimeOfDay, TimeLook> = {
  day: {
    ambient: [0.48, 0.53, 0.61],
    sunlight: [0.66, 0.6, 0.5],
    skyTop: [0.24, 0.48, 0.83],
    skyHorizon: [0.74, 0.87, 0.97],
    overcastSky: [0.72, 0.75, 0.79],
    overcastAmbient: [0.78, 0.8, 0.83],
  },
  evening: {
    ambient: [0.36, 0.32, 0.42],
    sunlight: [0.72, 0.42, 0.2],
    skyTop: [0.2, 0.24, 0.46],
    skyHorizon: [1, 0.64, 0.36],
    overcastSky: [0.56, 0.49, 0.53],
    overcastAmbient: [0.52, 0.47, 0.52],
  },
  night: {
    ambient: [0.13, 0.15, 0.235],
    sunlight: [0.05, 0.06, 0.09],
    skyTop: [0.015, 0.025, 0.065],
    skyHorizon: [0.07, 0.085, 0.15],
    overcastSky: [0.085, 0.08, 0.1],
    overcastAmbient: [0.13, 0.135, 0.18],
  },
};

const between = ([lo, hi]: readonly [number, number], t: number): number => lo + (hi - lo) * t;

/**
 * The atmosphere of a condition.
 * @param sunSide where the sun stands: −1 left to 1 right; part of the content, so shadows of one street agree
 * @param random the weather stream
 */
export function atmosphereOf(condition: Condition, severity: number, sunSide: number, random: Random): Atmosphere {
  const { time, weather } = condition;
  const look = looks[weather];
  const base = times[time];
  const strength = between(look.light, severity) * random.range(0.96, 1.05);
  const night = time === 'night';
  const evening = time === 'evening';
  const dim = night ? 2.6 - 1.7 * severity : 1;
  const { overcast } = look;
  const open = 1 - overcast;
  const warm = random.range(-0.03, 0.03);
  const tint = (rgb: Rgb): Rgb => [rgb[0] * (1 + warm), rgb[1], rgb[2] * (1 - warm)];
  const skyLight = night ? dim : strength;
  const skyHorizon = scaleRgb(mixRgb(base.skyHorizon, base.overcastSky, overcast * (evening ? 0.86 : 1)), skyLight);
  const skyTop = scaleRgb(mixRgb(base.skyTop, scaleRgb(base.overcastSky, 0.82), overcast), skyLight);
  const pale = weather === 'fog' || weather === 'snow';
  const cloud: Rgb = night
    ? scaleRgb([0.12, 0.115, 0.135], dim)
    : evening
      ? scaleRgb(mixRgb([0.86, 0.52, 0.46], [0.36, 0.33, 0.38], overcast), strength)
      : scaleRgb(mixRgb([0.98, 0.98, 0.99], pale ? [0.76, 0.78, 0.82] : [0.58, 0.61, 0.66], overcast), strength);
  // Snow on the ground lights the street from below.
  const bounce = weather === 'snow' ? (night ? 1.3 : 1.17) : 1;
  const foggy = weather === 'fog';
  const snowy = weather === 'snow';
  const rain = weather === 'rain' ? 0.1 + 0.9 * severity : weather === 'stormy' ? 0.4 + 0.6 * severity : 0;
  const elevation = evening ? 0.26 : random.range(0.75, 1.1);
  const direction: Vec3 = [sunSide, elevation, evening ? 0.25 : -0.55];
  const length = Math.sqrt(direction[0] * direction[0] + direction[1] * direction[1] + direction[2] * direction[2]);
  const lamps = night ? 1 : evening ? 0.62 + 0.3 * overcast : look.lamps * (0.5 + 0.5 * severity);
  return {
    sun: [direction[0] / length, direction[1] / length, direction[2] / length],
    shadow: night ? 0.12 : open * 0.9 + (overcast < 1 ? 0.03 : 0),
    lamps,
    windows: night ? 0.42 : evening ? 0.3 + 0.1 * overcast : look.lamps * 0.28,
    snow: snowy ? 0.45 + 0.55 * severity : 0,
    ambient: tint(scaleRgb(mixRgb(base.ambient, base.overcastAmbient, overcast), (night ? dim : strength) * bounce)),
    sunlight: tint(scaleRgb(base.sunlight, strength * (open * 0.96 + 0.04))),
    skyTop,
    skyHorizon,
    cloud,
    cloudCover: overcast > 0.5 ? 0.75 + 0.25 * severity : random.range(0.05, 0.5),
    stars: night && weather === 'clear' ? 1 - 0.5 * severity : 0,
    haze:
      between(look.haze, foggy ? severity * severity * 0.6 + severity * 0.4 : severity) * (night && foggy ? 0.75 : 1),
    hazeRgb: foggy && night ? [0.11, 0.115, 0.135] : foggy ? scaleRgb(skyHorizon, evening ? 1.06 : 1.14) : skyHorizon,
    skyHaze: foggy ? 0.6 + 0.4 * severity : snowy ? 0.5 : 0.18 * overcast,
    wet: weather === 'rain' ? 0.3 + 0.7 * severity : weather === 'stormy' ? 0.8 : foggy ? 0.1 : 0,
    rain,
    wind: weather === 'stormy' ? random.sign() * random.range(0.35, 0.65) : random.range(-0.16, 0.16),
    flakes: snowy ? 0.12 + 0.88 * severity : 0,
    noise: night ? 0.005 + 0.014 * severity : evening ? 0.007 : 0.004,
    lightning: weather === 'stormy' && random.chance(0.3),
    grey: look.grey * (0.5 + 0.5 * severity),
    bloom: foggy ? 1.9 : rain > 0 ? 1.35 : snowy ? 1.3 : 1,
  };
}
