import { screenX, screenY } from './camera';
import { scaleRgb, type Rgb } from './colours';
import type { Frame } from './frame';
import { material, type Paint } from './raster';
import { ball, ellipse, limb } from './shapes';
import type { Stage } from './stage';
import { castShadow, sideDisc, sideRing, vehicleLamp } from './vehicle-parts';

/** Kinds of two-wheelers. */
export const cycleStyles = ['city', 'road', 'naked', 'scooter'] as const;
export type CycleStyle = (typeof cycleStyles)[number];

/** True for the pedal-powered kinds. */
export function isBicycle(style: CycleStyle): style is 'city' | 'road' {
  return style === 'city' || style === 'road';
}

/** Overall size without a rider, metres. */
export function cycleSize(style: CycleStyle): { length: number; width: number; height: number } {
  return isBicycle(style) ? { length: 1.8, width: 0.5, height: 1.12 } : { length: 2.05, width: 0.7, height: 1.2 };
}

const tyre: Paint = { rgb: [0.09, 0.09, 0.1], material: material.wall };
const metal: Paint = { rgb: [0.6, 0.62, 0.64], material: material.wall };
const seatPaint: Paint = { rgb: [0.1, 0.09, 0.09], material: material.wall };

/** Draws a bicycle or a motorcycle without its rider; `moving` ones show their lights. */
export function drawCycle(stage: Stage, frame: Frame, style: CycleStyle, rgb: Rgb, moving: boolean): void {
  const { length } = cycleSize(style);
  groundContact(stage, frame, length / 2);
  if (isBicycle(style)) drawBicycle(stage, frame, style, rgb);
  else drawMotor(stage, frame, style, rgb);
  const { u } = frame.viewer();
  const front = isBicycle(style) ? 0.42 : 0.72;
  const height = isBicycle(style) ? 0.92 : 0.88;
  if (!moving) {
    if (!isBicycle(style) && u > 0)
      ball(stage, frame.at(front, height, 0), 0.1, { rgb: [0.86, 0.88, 0.88], material: material.glass });
    if (!isBicycle(style) && u < 0)
      ball(stage, frame.at(-0.85, 0.72, 0), 0.06, { rgb: [0.62, 0.07, 0.07], material: material.glass });
    return;
  }
  const radius = isBicycle(style) ? 0.055 : 0.11;
  if (u > -0.5) vehicleLamp(stage, frame, [front + 0.06, height, 0], radius, 'head', !isBicycle(style));
  if (u < 0.5) vehicleLamp(stage, frame, [isBicycle(style) ? -0.5 : -0.88, 0.72, 0], radius * 0.75, 'tail', false);
}

function groundContact(stage: Stage, frame: Frame, half: number): void {
  const points: number[] = [];
  for (const [u, w] of [
    [-half, -0.22],
    [half, -0.22],
    [half, 0.22],
    [-half, 0.22],
  ] as const) {
    const [x, , z] = frame.at(u, 0, w);
    points.push(x, z);
  }
  castShadow(stage, points, 0.8);
  stage.groundShadow(points, 0.34, 0.4);
}

/** How much of the side view is seen: 1 from the side, 0 from the front or rear. */
export function sidewaysness(frame: Frame): number {
  const { u, w } = frame.viewer();
  return Math.abs(w) / Math.sqrt(u * u + w * w);
}

/** A wheel: ring from the side, upright stroke from the front. */
function wheel(stage: Stage, frame: Frame, u: number, radius: number, width: number): void {
  const at = frame.at(u, radius, 0);
  const pixel = 1 / stage.scale(at[2]);
  const thick = Math.max(width, pixel * 1.15);
  if (sidewaysness(frame) > 0.22) {
    sideDisc(stage, frame, u, radius, 0, radius, { ...tyre, rgb: [0.3, 0.3, 0.32], alpha: 0.34 });
    sideRing(stage, frame, u, radius, 0, radius, Math.max(radius * 0.3, radius - thick), tyre);
    sideDisc(stage, frame, u, radius, 0, radius * 0.16, metal);
  }
  limb(stage, frame.at(u, width, 0), width * 0.55, frame.at(u, radius * 2 - width, 0), width * 0.55, {
    ...tyre,
    alpha: sidewaysness(frame) > 0.5 ? 0.2 : 1,
  });
}

type Joint = readonly [u: number, v: number, w: number];

function tube(stage: Stage, frame: Frame, a: Joint, b: Joint, radius: number, paint: Paint, minimum = 0.55): void {
  limb(stage, frame.at(...a), radius, frame.at(...b), radius, paint, minimum);
}

function drawBicycle(stage: Stage, frame: Frame, style: 'city' | 'road', rgb: Rgb): void {
  const paint: Paint = { rgb, material: material.wall };
  const radius = 0.35;
  wheel(stage, frame, -0.53, radius, 0.055);
  wheel(stage, frame, 0.53, radius, 0.055);
  const crank: Joint = [-0.08, 0.3, 0];
  const seat: Joint = [-0.22, 0.84, 0];
  const head: Joint = [0.36, 0.84, 0];
  const lowHead: Joint = [0.4, 0.66, 0];
  tube(stage, frame, [-0.53, radius, 0], crank, 0.026, paint);
  tube(stage, frame, [-0.53, radius, 0], seat, 0.024, paint);
  tube(stage, frame, crank, seat, 0.03, paint);
  tube(stage, frame, crank, lowHead, 0.034, paint);
  tube(
    stage,
    frame,
    style === 'road' ? [-0.2, 0.78, 0] : [-0.13, 0.5, 0],
    style === 'road' ? head : lowHead,
    0.032,
    paint,
  );
  tube(stage, frame, [0.34, 0.92, 0], [0.53, radius, 0], 0.03, paint);
  tube(stage, frame, seat, [-0.25, 0.94, 0], 0.022, metal);
  tube(stage, frame, [-0.36, 0.96, 0], [-0.12, 0.96, 0], 0.045, seatPaint, 0.8);
  tube(stage, frame, [0.34, 0.9, 0], [0.33, 1.06, 0], 0.022, metal);
  tube(stage, frame, [0.36, 1.06, -0.26], [0.36, 1.06, 0.26], 0.026, seatPaint, 0.7);
  if (style === 'city') {
    tube(stage, frame, [0.33, 1.06, 0], [0.22, 1.08, 0], 0.026, seatPaint);
    tube(stage, frame, [-0.82, 0.74, 0], [-0.4, 0.74, 0], 0.025, metal);
    tube(stage, frame, [0.52, 0.78, 0], [0.7, 0.8, 0], 0.1, { ...paint, rgb: [0.5, 0.36, 0.22] });
  } else {
    tube(stage, frame, [0.36, 1.04, 0], [0.5, 0.98, 0], 0.026, seatPaint);
  }
  const [x, , z] = frame.at(-0.08, 0.3, 0);
  const r = Math.max(0.8, 0.09 * stage.scale(z) * (0.3 + 0.7 * sidewaysness(frame)));
  ellipse(
    stage,
    screenX(stage.camera, x, z),
    screenY(stage.camera, 0.3, z),
    r,
    Math.max(0.8, 0.09 * stage.scale(z)),
    z,
    metal,
  );
}

function drawMotor(stage: Stage, frame: Frame, style: 'naked' | 'scooter', rgb: Rgb): void {
  const paint: Paint = { rgb, material: material.wall, top: 1.2, bottom: 0.75 };
  const shade: Paint = { rgb: scaleRgb(rgb, 0.75), material: material.wall };
  const dark: Paint = { rgb: [0.16, 0.16, 0.17], material: material.wall };
  const radius = style === 'scooter' ? 0.27 : 0.33;
  wheel(stage, frame, -0.66, radius, 0.15);
  wheel(stage, frame, 0.68, radius, 0.14);
  if (style === 'scooter') {
    tube(stage, frame, [-0.68, 0.55, 0], [-0.2, 0.52, 0], 0.24, shade);
    tube(stage, frame, [-0.74, 0.66, 0], [-0.2, 0.6, 0], 0.18, paint);
    tube(stage, frame, [-0.2, 0.3, 0], [0.36, 0.28, 0], 0.09, dark);
    tube(stage, frame, [0.4, 0.32, 0], [0.5, 0.9, 0], 0.14, paint);
    tube(stage, frame, [0.62, 0.56, 0], [0.78, 0.54, 0], 0.08, paint);
    tube(stage, frame, [-0.66, 0.8, 0], [-0.1, 0.78, 0], 0.08, seatPaint);
  } else {
    tube(stage, frame, [-0.3, 0.36, 0], [0.24, 0.4, 0], 0.19, dark);
    tube(stage, frame, [-0.1, 0.44, 0.1], [-0.8, 0.36, 0.18], 0.055, metal);
    tube(stage, frame, [0.1, 0.4, 0], [0.2, 0.56, 0], 0.12, metal);
    tube(stage, frame, [0.44, 0.96, 0], [0.68, 0.33, 0], 0.055, metal);
    tube(stage, frame, [0.55, 0.68, 0], [0.86, 0.66, 0], 0.06, paint);
    tube(stage, frame, [-0.1, 0.66, 0], [-0.82, 0.82, 0], 0.11, shade);
    tube(stage, frame, [-0.7, 0.87, 0], [-0.08, 0.8, 0], 0.085, seatPaint);
    tube(stage, frame, [0, 0.78, 0], [0.32, 0.86, 0], 0.165, paint);
    tube(stage, frame, [0.5, 0.88, 0], [0.58, 0.9, 0], 0.13, shade);
  }
  const bar = style === 'scooter' ? 0.98 : 1.04;
  tube(stage, frame, [0.44, 0.86, 0], [0.4, bar, 0], 0.05, dark);
  tube(stage, frame, [0.38, bar, -0.34], [0.38, bar, 0.34], 0.035, seatPaint, 0.7);
  for (const s of [-1, 1]) {
    tube(stage, frame, [0.4, bar, s * 0.28], [0.38, bar + 0.14, s * 0.32], 0.018, dark);
    ball(stage, frame.at(0.38, bar + 0.15, s * 0.33), 0.06, dark);
  }
}
