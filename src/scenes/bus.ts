import { scaleRgb, type Rgb } from './colours';
import type { Frame } from './frame';
import { boxProfile, crossPanel, glassPaint, prism, rubberPaint, sidePanel, visibleSide } from './prism';
import { material, type Paint } from './raster';
import type { Stage } from './stage';
import { bodyPaint, endTyres, sideWheels, topPaint, vehicleLamp, vehicleShadow } from './vehicle-parts';

/** Body styles of buses. */
export const busStyles = ['city', 'mini', 'double'] as const;
export type BusStyle = (typeof busStyles)[number];

/** Size of a style, metres. */
export function busSize(style: BusStyle): { length: number; width: number; height: number } {
  switch (style) {
    case 'city':
      return { length: 10.5, width: 2.5, height: 3.05 };
    case 'mini':
      return { length: 7, width: 2.3, height: 2.8 };
    case 'double':
      return { length: 9.5, width: 2.5, height: 4.2 };
  }
}

const sign: Rgb = [1, 0.68, 0.12];

/** Draws a bus: a long box with rows of windows, doors on its right and a lit route sign. */
export function drawBus(stage: Stage, frame: Frame, style: BusStyle, rgb: Rgb): void {
  const { length, width, height } = busSize(style);
  const l = length / 2;
  const w = width / 2;
  const radius = 0.48;
  const axles = [-l + 2.1, l - 2];
  const body = boxProfile(-l, l, 0.32, height, w);
  vehicleShadow(stage, frame, body, height);
  endTyres(stage, frame, axles, radius, w, 0.3);
  prism(stage, frame, body, {
    side: bodyPaint(rgb, 1.08, 0.84),
    face: (i) => (i === 1 ? topPaint(stage, [0.86, 0.87, 0.88]) : i === 3 ? rubberPaint : bodyPaint(rgb, 1.05, 0.8)),
  });
  const side = visibleSide(frame, w);
  const inside = stage.light.lamps * 0.75;
  const glass: Paint =
    inside > 0.05
      ? { ...glassPaint, rgb: [0.2 + 0.5 * inside, 0.24 + 0.44 * inside, 0.3 + 0.28 * inside], emit: inside }
      : glassPaint;
  const decks = style === 'double' ? [1.1, 2.75] : [1.15];
  if (side !== 0) drawSide(stage, frame, rgb, side, { l, w, height }, decks, glass);
  sideWheels(stage, frame, axles, radius, w);
  drawEnds(stage, frame, { l, w, height }, decks, glass);
}

interface Half {
  readonly l: number;
  readonly w: number;
  readonly height: number;
}

function drawSide(
  stage: Stage,
  frame: Frame,
  rgb: Rgb,
  side: -1 | 1,
  { l, w, height }: Half,
  decks: readonly number[],
  glass: Paint,
): void {
  const at = side * (w + 0.01);
  const over = side * (w + 0.02);
  const stripe: Paint = { rgb: scaleRgb(rgb, 0.6), material: material.wall };
  sidePanel(stage, frame, at, [-l, 0.34, l, 0.62], stripe);
  sidePanel(stage, frame, at, [-l, height - 0.14, l, height], { ...stripe, rgb: [0.92, 0.92, 0.9] });
  const frameRgb: Paint = { rgb: [0.13, 0.14, 0.16], material: material.wall };
  for (const v0 of decks) {
    const v1 = v0 + (decks.length > 1 ? 1.05 : height - v0 - 0.55);
    sidePanel(stage, frame, at, [-l + 0.3, v0, l - 0.12, v1], frameRgb);
    const panes = Math.round((2 * l - 0.5) / 1.35);
    const pitch = (2 * l - 0.6) / panes;
    for (let i = 0; i < panes; i++) {
      const u = -l + 0.4 + i * pitch;
      sidePanel(stage, frame, over, [u, v0 + 0.08, u + pitch - 0.16, v1 - 0.08], glass);
    }
  }
  if (side === 1) {
    for (const u of [l - 1.25, -0.6]) {
      sidePanel(stage, frame, over, [u, 0.45, u + 1.05, (decks[0] as number) + 1.2], frameRgb);
      sidePanel(stage, frame, over, [u + 0.07, 0.55, u + 0.49, (decks[0] as number) + 1.12], glass);
      sidePanel(stage, frame, over, [u + 0.56, 0.55, u + 0.98, (decks[0] as number) + 1.12], glass);
    }
  }
  sidePanel(stage, frame, over, [l - 3.2, height - 0.46, l - 1.5, height - 0.2], signPaint(stage));
}

function drawEnds(stage: Stage, frame: Frame, { l, w, height }: Half, decks: readonly number[], glass: Paint): void {
  const viewer = frame.viewer();
  const side = visibleSide(frame, w);
  const frontSeen = viewer.u > l;
  const rearSeen = viewer.u < -l;
  if (frontSeen) {
    for (const v0 of decks) {
      crossPanel(
        stage,
        frame,
        [l + 0.01, v0 - 0.1, l + 0.01, Math.min(v0 + 1.3, height - 0.5)],
        -w * 0.93,
        w * 0.93,
        glassPaint,
      );
    }
    crossPanel(stage, frame, [l + 0.02, height - 0.44, l + 0.02, height - 0.14], -w * 0.7, w * 0.7, signPaint(stage));
    crossPanel(stage, frame, [l + 0.01, 0.34, l + 0.01, 0.55], -w * 0.96, w * 0.96, {
      ...rubberPaint,
      rgb: [0.2, 0.2, 0.21],
    });
  }
  if (rearSeen) {
    for (const v0 of decks) {
      crossPanel(
        stage,
        frame,
        [-l - 0.01, v0 + 0.45, -l - 0.01, Math.min(v0 + 1.25, height - 0.4)],
        -w * 0.8,
        w * 0.8,
        glass,
      );
    }
    crossPanel(stage, frame, [-l - 0.01, 0.7, -l - 0.01, 1.2], -w * 0.6, w * 0.6, {
      ...rubberPaint,
      rgb: [0.25, 0.25, 0.26],
    });
    crossPanel(stage, frame, [-l - 0.01, 0.34, -l - 0.01, 0.52], -w * 0.96, w * 0.96, {
      ...rubberPaint,
      rgb: [0.2, 0.2, 0.21],
    });
  }
  for (const s of [-1, 1]) {
    if (frontSeen || s === side) vehicleLamp(stage, frame, [l + 0.02, 0.72, s * w * 0.76], 0.15, 'head', s === 1);
    if (rearSeen || s === side) vehicleLamp(stage, frame, [-l - 0.02, 0.9, s * w * 0.84], 0.14, 'tail', s === 1);
  }
}

function signPaint(stage: Stage): Paint {
  const { lamps } = stage.light;
  return { rgb: lamps > 0.1 ? sign : [0.5, 0.36, 0.1], material: material.glass, emit: lamps };
}
