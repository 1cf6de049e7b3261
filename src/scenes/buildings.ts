import { mixRgb, scaleRgb, vary, type Rgb } from './colours';
import { material, type Paint } from './raster';
import { Random } from './scene-random';
import type { Stage } from './stage';
import type { Building } from './street';

const walls: readonly Rgb[] = [
  [0.72, 0.45, 0.36],
  [0.86, 0.78, 0.64],
  [0.78, 0.8, 0.82],
  [0.9, 0.86, 0.8],
  [0.62, 0.66, 0.72],
  [0.8, 0.62, 0.46],
  [0.7, 0.74, 0.66],
  [0.84, 0.7, 0.68],
  [0.56, 0.4, 0.36],
];
const warmLights: readonly Rgb[] = [
  [1, 0.82, 0.5],
  [1, 0.9, 0.68],
  [0.96, 0.74, 0.42],
  [0.8, 0.88, 0.96],
];
const awnings: readonly Rgb[] = [
  [0.7, 0.2, 0.2],
  [0.2, 0.42, 0.34],
  [0.24, 0.32, 0.52],
  [0.82, 0.62, 0.26],
];

/** Draws a house front with storeys of windows, a shop or door below, a cornice or a pitched roof above. */
export function drawBuilding(stage: Stage, building: Building): void {
  const { ax, az, bx, bz, height, endX } = building;
  const random = new Random(building.detail);
  const wall = vary(random.pick(walls), random, 0.07);
  const length = Math.sqrt((bx - ax) * (bx - ax) + (bz - az) * (bz - az));
  const wallPaint: Paint = { rgb: wall, material: material.wall, top: 1.03, bottom: 0.86 };
  const roofed = height < 11 && random.chance(0.55);
  const roof = mixRgb(
    random.chance(0.5) ? [0.5, 0.27, 0.22] : [0.3, 0.31, 0.35],
    [0.93, 0.95, 0.98],
    stage.light.snow * 0.9,
  );
  const ux = (bx - ax) / length;
  const uz = (bz - az) / length;
  const nx = endX === 0 ? 0 : -Math.sign(endX);
  const nz = endX === 0 ? -1 : 0;
  const panel = panelOn(stage, [ax, az], [ux, uz], [nx, nz]);
  if (endX !== 0) {
    const deep = roofed ? Math.sign(endX) * 9 : endX;
    const gable = roofed ? [ax + deep / 2, height + 3, az] : [];
    stage.polygon([ax, 0, az, ax + deep, 0, az, ax + deep, height, az, ...gable, ax, height, az], {
      rgb: scaleRgb(wall, 0.9),
      material: material.wall,
      top: 1,
      bottom: 0.84,
    });
  }
  if (endX !== 0 && az > 4) {
    const end = panelOn(stage, [ax, az], [Math.sign(endX), 0], [0, -1]);
    storeys(stage, new Random(building.detail, 1), wall, roofed ? 8 : 11, height - 0.8, { ...building, bz: az }, end);
  }
  panel(0, 0, length, height, wallPaint, 0);
  if (roofed && roofIsSeen(stage, building)) {
    const x = -nx * 4;
    const z = -nz * 4;
    const over = 0.4;
    stage.polygon(
      [
        ax + nx * over,
        height - 0.1,
        az + nz * over,
        bx + nx * over,
        height - 0.1,
        bz + nz * over,
        bx + x,
        height + 3,
        bz + z,
        ax + x,
        height + 3,
        az + z,
      ],
      { rgb: roof, material: material.top, top: 1.1, bottom: 0.9 },
    );
  } else if (!roofed) {
    panel(
      -0.1,
      height - 0.45,
      length + 0.1,
      height + 0.15,
      { rgb: mixRgb(scaleRgb(wall, 0.82), [0.93, 0.95, 0.98], stage.light.snow * 0.6), material: material.wall },
      0.12,
    );
  }
  groundFloor(stage, random, wall, length, panel);
  storeys(stage, random, wall, length, roofed ? height - 0.3 : height - 0.7, building, panel);
}

/** Whether the viewer's eye is above the plane of the roof, which rises 3 m over 4 m from the eaves. */
function roofIsSeen(stage: Stage, { ax, az, endX, height }: Building): boolean {
  const away = endX === 0 ? az : Math.abs(ax);
  return stage.camera.height - height + away * 0.75 > 0;
}

/** Darkens the ground where houses stand between it and the sun. */
export function shadeGround(stage: Stage, { ax, az, bx, bz, height, endX }: Building): void {
  const { sun, shadow } = stage.light;
  if (shadow < 0.1 || endX * sun[0] <= 0) return;
  // Longer shadows would swallow the whole street; photographers wait for a higher sun.
  const reach = Math.min(height / sun[1], (Math.abs(endX) * 0.62) / Math.abs(sun[0]));
  const dx = -sun[0] * reach;
  const dz = -sun[2] * reach;
  stage.groundShadow([ax, az, bx, bz, bx + dx, bz + dz, ax + dx, az + dz], 0.06, shadow * 0.9);
}

type Panel = (s0: number, v0: number, s1: number, v1: number, paint: Paint, out?: number) => void;

type Pair = readonly [x: number, z: number];

/** Draws rectangles in the plane of a wall: s metres along it, v metres up, `out` metres in front of it. */
function panelOn(stage: Stage, [ox, oz]: Pair, [ux, uz]: Pair, [nx, nz]: Pair): Panel {
  return (s0, v0, s1, v1, paint, out = 0.02) => {
    const x0 = ox + ux * s0 + nx * out;
    const z0 = oz + uz * s0 + nz * out;
    const x1 = ox + ux * s1 + nx * out;
    const z1 = oz + uz * s1 + nz * out;
    stage.polygon([x0, v0, z0, x1, v0, z1, x1, v1, z1, x0, v1, z0], paint);
  };
}

function groundFloor(stage: Stage, random: Random, wall: Rgb, length: number, panel: Panel): void {
  const { windows, lamps } = stage.light;
  const shop = random.chance(0.5);
  const open = random.next();
  const glow = random.pick(warmLights);
  const front = random.pick(awnings);
  if (!shop) {
    panel(0, 0, length, 0.7, { rgb: scaleRgb(wall, 0.68), material: material.wall });
    const s = random.range(0.15, 0.75) * length;
    panel(s, 0, s + 1.2, 2.3, { rgb: front, material: material.wall, top: 0.9, bottom: 0.7 });
    const lit = open < windows;
    for (let w = 0.8; w < length - 1.6; w += 2.4) {
      if (w + 1.3 > s && w < s + 1.4) continue;
      panel(
        w,
        1.0,
        w + 1.2,
        2.3,
        lit && random.chance(0.5) ? { rgb: glow, material: material.glass, emit: lamps * 0.85 } : windowPaint,
      );
    }
    return;
  }
  const lit = open < windows * 1.5;
  panel(0.2, 0, length - 0.2, 2.9, { rgb: scaleRgb(front, 0.7), material: material.wall });
  const panes = Math.max(1, Math.round(length / 3));
  const pitch = (length - 0.6) / panes;
  for (let i = 0; i < panes; i++) {
    const s = 0.4 + i * pitch;
    panel(
      s,
      0.45,
      s + pitch - 0.25,
      2.35,
      lit ? { rgb: glow, material: material.glass, emit: 0.8 * lamps } : windowPaint,
    );
  }
  panel(0.1, 2.4, length - 0.1, 3.05, { rgb: front, material: material.wall, emit: lit ? 0.3 * lamps : 0 }, 0.3);
  const striped = open < 0.5 ? length - 0.4 : 0;
  for (let s = 0.1; s < striped; s += 0.9)
    panel(s, 2.4, s + 0.45, 2.75, { rgb: [0.92, 0.9, 0.86], material: material.wall }, 0.32);
}

const windowPaint: Paint = { rgb: [0.3, 0.37, 0.45], material: material.glass, top: 0.8, bottom: 1.15 };

function storeys(
  stage: Stage,
  random: Random,
  wall: Rgb,
  length: number,
  top: number,
  building: Building,
  panel: Panel,
): void {
  const { windows, lamps } = stage.light;
  const storey = random.range(2.9, 3.4);
  const tall = random.range(1.3, 1.9);
  const pitch = random.range(1.9, 3);
  const wide = random.chance(0.15) ? pitch - 0.3 : random.range(0.9, 1.3);
  const trim: Paint = { rgb: random.chance(0.5) ? [0.92, 0.91, 0.88] : scaleRgb(wall, 0.75), material: material.wall };
  const columns = Math.max(1, Math.floor((length - 0.6) / pitch));
  const margin = (length - columns * pitch + pitch - wide) / 2;
  const distance = Math.max(1, building.az);
  // Far windows are smaller than a pixel: their frames cost time and show nothing.
  const fine = stage.scale(building.az === building.bz ? distance : distance + 6) * 0.16 > 0.7;
  for (let v = 3.5; v + tall < top; v += storey) {
    for (let i = 0; i < columns; i++) {
      const s = margin + i * pitch;
      const lit = random.next() < windows;
      const glow = random.pick(warmLights);
      const bright = random.range(0.45, 1);
      if (fine) panel(s - 0.11, v - 0.13, s + wide + 0.11, v + tall + 0.1, trim, 0.01);
      panel(
        s,
        v,
        s + wide,
        v + tall,
        lit
          ? { rgb: scaleRgb(glow, 0.55 + 0.45 * bright), material: material.glass, emit: lamps * bright }
          : { ...windowPaint, rgb: scaleRgb(windowPaint.rgb, 0.7 + 0.6 * bright) },
      );
      if (fine) panel(s + wide / 2 - 0.04, v, s + wide / 2 + 0.04, v + tall, trim, 0.03);
    }
  }
}
