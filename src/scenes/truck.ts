import { scaleRgb, type Rgb } from './colours';
import type { Frame } from './frame';
import {
  boxProfile,
  crossPanel,
  glassPaint,
  prism,
  rubberPaint,
  sidePanel,
  visibleSide,
  type ProfilePoint,
} from './prism';
import { material, type Paint } from './raster';
import type { Stage } from './stage';
import { bodyPaint, endTyres, sideWheels, topPaint, vehicleLamp, vehicleShadow } from './vehicle-parts';

/** Body styles of trucks. */
export const truckStyles = ['box', 'long', 'dump', 'pickup'] as const;
export type TruckStyle = (typeof truckStyles)[number];

interface TruckShape {
  readonly length: number;
  readonly width: number;
  readonly height: number;
  readonly cabLength: number;
  readonly cabHeight: number;
  readonly floor: number;
}

const shapes: Record<TruckStyle, TruckShape> = {
  box: { length: 6.6, width: 2.3, height: 3.3, cabLength: 1.75, cabHeight: 2.45, floor: 0.95 },
  long: { length: 9.2, width: 2.5, height: 3.7, cabLength: 2.1, cabHeight: 3.0, floor: 1.1 },
  dump: { length: 6.8, width: 2.4, height: 2.7, cabLength: 2.0, cabHeight: 2.75, floor: 1.1 },
  pickup: { length: 5.2, width: 1.95, height: 1.85, cabLength: 0, cabHeight: 1.85, floor: 0.6 },
};

/** Size of a style, metres. */
export function truckSize(style: TruckStyle): { length: number; width: number; height: number } {
  const { length, width, height, cabHeight } = shapes[style];
  return { length, width, height: Math.max(height, cabHeight) };
}

/** Draws a truck: a cab in front of a load; `load` is the colour of box or bed. */
export function drawTruck(stage: Stage, frame: Frame, style: TruckStyle, rgb: Rgb, load: Rgb): void {
  if (style === 'pickup') drawPickup(stage, frame, rgb);
  else drawLorry(stage, frame, style, rgb, load);
}

function drawLorry(stage: Stage, frame: Frame, style: 'box' | 'long' | 'dump', rgb: Rgb, load: Rgb): void {
  const { length, width, height, cabLength, cabHeight, floor } = shapes[style];
  const l = length / 2;
  const w = width / 2;
  const radius = style === 'long' ? 0.52 : 0.46;
  const axles = style === 'box' ? [-l + 1.4, l - 1.1] : [-l + 1.1, -l + 2.2, l - 1.15];
  const behind = l - cabLength - 0.22;
  vehicleShadow(stage, frame, boxProfile(-l, l, 0, height, w), height);
  endTyres(stage, frame, axles, radius, w, 0.34);
  const chassis: Paint = { ...rubberPaint, rgb: [0.17, 0.17, 0.18] };
  const cab: ProfilePoint[] = [
    [l - cabLength, 0.5, w * 0.95],
    [l - cabLength, cabHeight, w * 0.95],
    [l - 0.42, cabHeight, w * 0.95],
    [l - 0.03, 1.35, w * 0.95],
    [l, 0.5, w * 0.95],
  ];
  const drawChassis = (): void =>
    prism(stage, frame, boxProfile(-l + 0.1, l - 0.4, 0.55, floor, w * 0.8), { side: chassis, face: () => chassis });
  const drawCab = (): void => {
    prism(stage, frame, cab, {
      side: bodyPaint(rgb),
      face: (i) => (i === 1 ? topPaint(stage, rgb) : bodyPaint(rgb, 1.05, 0.8)),
    });
    cabDetails(stage, frame, rgb, l, w, cabLength, cabHeight);
  };
  const drawLoad = (): void => (style === 'dump' ? bed : cargo)(stage, frame, load, -l, behind, floor, height, w);
  drawChassis();
  // Far part first: the viewer ahead of the gap sees the cab in front of the load.
  if (frame.viewer().u > behind) {
    drawLoad();
    drawCab();
  } else {
    drawCab();
    drawLoad();
  }
  sideWheels(stage, frame, axles, radius, w * 0.97);
  lights(stage, frame, l, w, 0.8, floor - 0.16);
}

function cabDetails(stage: Stage, frame: Frame, rgb: Rgb, l: number, w: number, cabLength: number, top: number): void {
  const viewer = frame.viewer();
  if (viewer.u > l - 0.5) {
    const points: number[] = [];
    const t = (top - 0.2 - 1.35) / (top - 1.35);
    const u1 = l - 0.03 + -0.39 * t + 0.012;
    frame.push(points, l - 0.06, 1.42, -w * 0.86);
    frame.push(points, u1, top - 0.2, -w * 0.84);
    frame.push(points, u1, top - 0.2, w * 0.84);
    frame.push(points, l - 0.06, 1.42, w * 0.86);
    stage.polygon(points, glassPaint);
    crossPanel(stage, frame, [l + 0.01, 0.92, l + 0.01, 1.24], -w * 0.55, w * 0.55, {
      ...rubberPaint,
      rgb: [0.14, 0.14, 0.15],
    });
    crossPanel(stage, frame, [l + 0.02, 0.42, l + 0.02, 0.66], -w * 0.97, w * 0.97, {
      ...rubberPaint,
      rgb: [0.24, 0.24, 0.25],
    });
  }
  const side = visibleSide(frame, w);
  if (side === 0) return;
  const at = side * (w * 0.95 + 0.012);
  sidePanel(stage, frame, at, [l - cabLength + 0.35, 1.4, l - 0.22, top - 0.25], glassPaint, [
    l - cabLength + 0.35,
    l - 0.5,
    at,
  ]);
  const line: Paint = { rgb: scaleRgb(rgb, 0.62), material: material.wall };
  sidePanel(stage, frame, at, [l - cabLength + 0.28, 0.6, l - cabLength + 0.32, top - 0.25], line);
  sidePanel(stage, frame, at, [l - cabLength, 0.5, l - 0.05, 0.66], line);
}

type LoadPainter = (
  stage: Stage,
  frame: Frame,
  rgb: Rgb,
  u0: number,
  u1: number,
  v0: number,
  v1: number,
  w: number,
) => void;

/** A closed cargo box: plain side, doors at the rear. */
const cargo: LoadPainter = (stage, frame, rgb, u0, u1, v0, v1, w) => {
  prism(stage, frame, boxProfile(u0, u1, v0, v1, w), {
    side: bodyPaint(rgb, 1.06, 0.92),
    face: (i) => (i === 1 ? topPaint(stage, rgb) : i === 3 ? rubberPaint : bodyPaint(rgb, 1, 0.88)),
  });
  const edge: Paint = { rgb: scaleRgb(rgb, 0.66), material: material.wall };
  const side = visibleSide(frame, w);
  if (side !== 0) {
    const at = side * (w + 0.01);
    sidePanel(stage, frame, at, [u0, v0, u1, v0 + 0.14], edge);
    sidePanel(stage, frame, at, [u0, v1 - 0.1, u1, v1], edge);
    for (const u of [u0, u1 - 0.09]) sidePanel(stage, frame, at, [u, v0, u + 0.09, v1], edge);
  }
  if (frame.viewer().u < u0) {
    const u = u0 - 0.01;
    for (const x of [-w, -0.04, w - 0.1]) crossPanel(stage, frame, [u, v0, u, v1], x, x + 0.1, edge);
    crossPanel(stage, frame, [u, v1 - 0.12, u, v1], -w, w, edge);
    for (const x of [-w * 0.5, w * 0.45])
      crossPanel(stage, frame, [u, v0 + 0.1, u, v1 - 0.1], x, x + 0.05, { ...edge, rgb: [0.5, 0.5, 0.52] });
    crossPanel(stage, frame, [u, v0 - 0.35, u, v0 - 0.02], -w, w, { ...rubberPaint, rgb: [0.2, 0.2, 0.21] });
  }
};

/** An open dump bed with ribs and a heap of earth. */
const bed: LoadPainter = (stage, frame, rgb, u0, u1, v0, v1, w) => {
  const heap: Rgb = [0.45, 0.35, 0.26];
  prism(
    stage,
    frame,
    [
      [u0 + 0.3, v1 - 0.5, w * 0.8],
      [u0 + 1.2, v1 + 0.12, w * 0.4],
      [u1 - 1, v1 + 0.2, w * 0.4],
      [u1 - 0.2, v1 - 0.5, w * 0.8],
    ],
    { side: bodyPaint(heap), face: () => topPaint(stage, heap) },
  );
  prism(
    stage,
    frame,
    [
      [u0 + 0.25, v0, w],
      [u0, v1 - 0.3, w],
      [u1, v1 - 0.3, w],
      [u1, v0, w],
    ],
    { side: bodyPaint(rgb), face: (i) => (i === 1 ? null : bodyPaint(rgb, 1, 0.8)) },
  );
  const rib: Paint = { rgb: scaleRgb(rgb, 0.68), material: material.wall };
  const side = visibleSide(frame, w);
  if (side === 0) return;
  for (let i = 0; i < 5; i++) {
    const u = u0 + 0.35 + (i * (u1 - u0 - 0.6)) / 4;
    sidePanel(stage, frame, side * (w + 0.02), [u, v0, u + 0.13, v1 - 0.3], rib);
  }
  sidePanel(stage, frame, side * (w + 0.02), [u0 + 0.02, v1 - 0.46, u1, v1 - 0.3], rib);
};

function drawPickup(stage: Stage, frame: Frame, rgb: Rgb): void {
  const { length, width, height } = shapes.pickup;
  const l = length / 2;
  const w = width / 2;
  const axles = [-l + 1.1, l - 1];
  const body = boxProfile(-l, l, 0.42, 1.12, w);
  const cab: ProfilePoint[] = [
    [-0.35, 1.1, w * 0.93],
    [-0.2, height, w * 0.8],
    [0.75, height, w * 0.8],
    [1.4, 1.1, w * 0.93],
  ];
  vehicleShadow(stage, frame, body, height);
  endTyres(stage, frame, axles, 0.42, w, 0.28);
  prism(stage, frame, body, {
    side: bodyPaint(rgb),
    face: (i) => (i === 1 ? topPaint(stage, rgb) : i === 3 ? rubberPaint : bodyPaint(rgb, 0.98, 0.76)),
  });
  crossPanel(stage, frame, [-l + 0.12, 1.125, -0.42, 1.125], -w * 0.86, w * 0.86, {
    rgb: [0.12, 0.12, 0.13],
    material: material.top,
  });
  prism(stage, frame, cab, {
    side: bodyPaint(rgb, 1.05, 0.95),
    face: (i) => (i === 1 ? topPaint(stage, rgb) : i === 3 ? null : glassPaint),
  });
  if (frame.viewer().u > 1.2)
    crossPanel(stage, frame, [1.39, 1.12, 0.82, height - 0.09], -w * 0.8, w * 0.8, glassPaint);
  const side = visibleSide(frame, w);
  if (side !== 0) {
    sidePanel(stage, frame, side * w * 0.94, [-0.22, 1.16, 1.18, height - 0.1], glassPaint, [
      -0.12,
      0.72,
      side * w * 0.83,
    ]);
    sidePanel(stage, frame, side * (w + 0.01), [-l, 0.42, l, 0.54], { ...rubberPaint, rgb: [0.2, 0.2, 0.21] });
    sidePanel(stage, frame, side * (w + 0.01), [-0.42, 0.54, -0.37, 1.12], {
      rgb: scaleRgb(rgb, 0.6),
      material: material.wall,
    });
  }
  if (frame.viewer().u > l) {
    crossPanel(stage, frame, [l + 0.01, 0.58, l + 0.01, 1], -w * 0.6, w * 0.6, {
      ...rubberPaint,
      rgb: [0.15, 0.15, 0.16],
    });
  }
  sideWheels(stage, frame, axles, 0.42, w);
  lights(stage, frame, l, w, 0.86, 0.9);
}

function lights(stage: Stage, frame: Frame, l: number, w: number, head: number, tail: number): void {
  const { u } = frame.viewer();
  const side = visibleSide(frame, w);
  for (const s of [-1, 1]) {
    if (u > l || s === side) vehicleLamp(stage, frame, [l + 0.02, head, s * w * 0.78], 0.15, 'head', s === 1);
    if (u < -l || s === side) vehicleLamp(stage, frame, [-l - 0.02, tail, s * w * 0.84], 0.13, 'tail', s === 1);
  }
}
