import type { Rgb } from './colours';
import type { Frame } from './frame';
import { crossPanel, glassPaint, prism, rubberPaint, sidePanel, visibleSide, type ProfilePoint } from './prism';
import { material, type Paint } from './raster';
import type { Stage } from './stage';
import { bodyPaint, endTyres, sideWheels, topPaint, vehicleLamp, vehicleShadow } from './vehicle-parts';

/** Body styles of cars. */
export const carStyles = ['hatchback', 'sedan', 'wagon', 'van'] as const;
export type CarStyle = (typeof carStyles)[number];

interface CarShape {
  readonly halfLength: number;
  readonly halfWidth: number;
  readonly hood: number;
  readonly deck: number;
  readonly roof: number;
  /** u of rear window foot, roof rear, roof front, windscreen foot. */
  readonly cabin: readonly [number, number, number, number];
}

const shapes: Record<CarStyle, CarShape> = {
  hatchback: { halfLength: 1.95, halfWidth: 0.86, hood: 0.86, deck: 0.94, roof: 1.5, cabin: [-1.9, -1.45, 0.25, 1.0] },
  sedan: { halfLength: 2.3, halfWidth: 0.9, hood: 0.84, deck: 0.92, roof: 1.44, cabin: [-1.6, -0.95, 0.3, 1.05] },
  wagon: { halfLength: 2.3, halfWidth: 0.93, hood: 0.98, deck: 1.02, roof: 1.68, cabin: [-2.24, -1.95, 0.3, 1.05] },
  van: { halfLength: 2.3, halfWidth: 0.94, hood: 1.02, deck: 1.05, roof: 1.92, cabin: [-2.27, -2.1, 0.95, 1.7] },
};

/** Length and height of a style, metres. */
export function carSize(style: CarStyle): { length: number; width: number; height: number } {
  const shape = shapes[style];
  return { length: shape.halfLength * 2, width: shape.halfWidth * 2, height: shape.roof };
}

/** Draws a car; `moving` ones have their lights on after dark. */
export function drawCar(stage: Stage, frame: Frame, style: CarStyle, rgb: Rgb, moving: boolean): void {
  const { halfLength: l, halfWidth: w, hood, deck, roof, cabin } = shapes[style];
  const [c0, c1, c2, c3] = cabin;
  const radius = 0.33;
  const axles = [-l + 0.75, l - 0.78];
  const lower: ProfilePoint[] = [
    [-l + 0.08, 0.26, w],
    [-l, 0.5, w],
    [-l + 0.06, deck, w],
    [c3 - 0.1, Math.max(hood, deck), w],
    [l - 0.16, hood - 0.14, w],
    [l, 0.56, w],
    [l - 0.06, 0.26, w],
  ];
  const beltV = Math.max(hood, deck) - 0.02;
  const wt = w * 0.8;
  const wb = w * 0.95;
  const cabinProfile: ProfilePoint[] = [
    [c0, beltV, wb],
    [c1, roof, wt],
    [c2, roof, wt],
    [c3, beltV, wb],
  ];
  vehicleShadow(stage, frame, lower, roof);
  endTyres(stage, frame, axles, radius, w);
  const dark = bodyPaint(rgb, 0.95, 0.7);
  prism(stage, frame, lower, {
    side: bodyPaint(rgb),
    face: (i) => (i === 2 || i === 3 ? topPaint(stage, rgb) : i === 6 ? rubberPaint : dark),
  });
  drawEnds(stage, frame, l, w, hood, deck);
  prism(stage, frame, cabinProfile, {
    side: bodyPaint(rgb, 1.05, 0.95),
    face: (i) => (i === 1 ? topPaint(stage, rgb) : i === 3 ? null : bodyPaint(rgb, 1, 0.9)),
  });
  drawGlass(stage, frame, cabinProfile, w, roof, beltV);
  sideWheels(stage, frame, axles, radius, w);
  const side = visibleSide(frame, w);
  if (side !== 0) {
    const line: Paint = { rgb, material: material.wall, top: 0.66, bottom: 0.66 };
    for (const u of [c3 - 0.3, (c1 + c2) / 2 - 0.05])
      sidePanel(stage, frame, side * (w + 0.01), [u, 0.36, u + 0.035, beltV], line);
    sidePanel(stage, frame, side * (w + 0.01), [-l + 0.1, 0.28, l - 0.1, 0.36], {
      ...rubberPaint,
      rgb: [0.17, 0.17, 0.18],
    });
  }
  drawLights(stage, frame, l, w, hood, deck, moving);
}

function drawEnds(stage: Stage, frame: Frame, l: number, w: number, hood: number, deck: number): void {
  const viewer = frame.viewer();
  const plate: Paint = { rgb: [0.9, 0.9, 0.86], material: material.wall };
  if (viewer.u > l) {
    crossPanel(stage, frame, [l + 0.01, 0.42, l - 0.06, hood - 0.24], -w * 0.52, w * 0.52, {
      ...rubberPaint,
      rgb: [0.12, 0.12, 0.13],
    });
    crossPanel(stage, frame, [l + 0.01, 0.24, l + 0.01, 0.38], -w * 0.97, w * 0.97, {
      ...rubberPaint,
      rgb: [0.18, 0.18, 0.19],
    });
    crossPanel(stage, frame, [l + 0.02, 0.4, l + 0.02, 0.52], -0.26, 0.26, plate);
  } else if (viewer.u < -l) {
    crossPanel(stage, frame, [-l - 0.01, 0.24, -l - 0.01, 0.42], -w * 0.97, w * 0.97, {
      ...rubberPaint,
      rgb: [0.18, 0.18, 0.19],
    });
    crossPanel(stage, frame, [-l - 0.02, 0.55, -l - 0.01, 0.68], -0.26, 0.26, plate);
    crossPanel(stage, frame, [-l, deck - 0.05, -l + 0.05, deck - 0.02], -w * 0.9, w * 0.9, {
      ...rubberPaint,
      rgb: [0.2, 0.2, 0.2],
    });
  }
}

const mix = (a: number, b: number, t: number): number => a + (b - a) * t;

function drawGlass(
  stage: Stage,
  frame: Frame,
  cabin: readonly ProfilePoint[],
  w: number,
  roof: number,
  belt: number,
): void {
  const [[c0], [c1, , wt], [c2], [c3]] = cabin as [ProfilePoint, ProfilePoint, ProfilePoint, ProfilePoint];
  const viewer = frame.viewer();
  const eye = stage.camera.height;
  const height = roof - belt;
  // The windscreen leans back: it is seen from in front, and from above even when the viewer is beside it.
  if (height * (viewer.u - c3) + (c3 - c2) * (eye - belt) > 0) {
    const points: number[] = [];
    frame.push(points, mix(c3, c2, 0.02), belt, -w * 0.93);
    frame.push(points, mix(c3, c2, 0.9), mix(belt, roof, 0.9), -wt * 0.94);
    frame.push(points, mix(c3, c2, 0.9), mix(belt, roof, 0.9), wt * 0.94);
    frame.push(points, mix(c3, c2, 0.02), belt, w * 0.93);
    stage.polygon(points, glassPaint);
  }
  if (height * (c0 - viewer.u) + (c1 - c0) * (eye - belt) > 0) {
    const points: number[] = [];
    frame.push(points, mix(c0, c1, 0.12), mix(belt, roof, 0.12), -w * 0.84);
    frame.push(points, mix(c0, c1, 0.88), mix(belt, roof, 0.88), -wt * 0.9);
    frame.push(points, mix(c0, c1, 0.88), mix(belt, roof, 0.88), wt * 0.9);
    frame.push(points, mix(c0, c1, 0.12), mix(belt, roof, 0.12), w * 0.84);
    stage.polygon(points, glassPaint);
  }
  const side = visibleSide(frame, w);
  if (side === 0) return;
  const wb = side * (w * 0.955);
  const wTop = side * (wt + 0.02);
  const pillar = (c1 + c2) / 2 - 0.05;
  const v0 = belt + 0.05;
  const v1 = belt + height * 0.87;
  const front = (v: number): number => mix(c3, c2, (v - belt) / height) - 0.12;
  const rear = (v: number): number => mix(c0, c1, (v - belt) / height) + 0.14;
  const at = mix(wb, wTop, 0.87);
  sidePanel(stage, frame, wb, [pillar + 0.05, v0, front(v0), v1], glassPaint, [pillar + 0.05, front(v1), at]);
  sidePanel(stage, frame, wb, [rear(v0), v0, pillar - 0.05, v1], glassPaint, [rear(v1), pillar - 0.05, at]);
}

function drawLights(
  stage: Stage,
  frame: Frame,
  l: number,
  w: number,
  hood: number,
  deck: number,
  moving: boolean,
): void {
  const viewer = frame.viewer();
  const front = viewer.u > l;
  const rear = viewer.u < -l;
  const side = visibleSide(frame, w);
  for (const s of [-1, 1]) {
    if (front || s === side)
      vehicleLamp(stage, frame, [l + 0.01, hood - 0.25, s * w * 0.76], 0.13, 'head', moving && s === 1);
    if (rear || s === side)
      vehicleLamp(stage, frame, [-l - 0.01, deck - 0.2, s * w * 0.8], 0.12, 'tail', moving && s === 1);
  }
}
