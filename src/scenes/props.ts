import { screenX, screenY } from './camera';
import { mixRgb, scaleRgb, vary, type Rgb } from './colours';
import { material, type Paint } from './raster';
import { Random } from './scene-random';
import { ball, ellipse, limb } from './shapes';
import type { Stage } from './stage';
import type { Prop } from './street';
import { castShadow } from './vehicle-parts';

const leaves: readonly Rgb[] = [
  [0.3, 0.46, 0.2],
  [0.25, 0.42, 0.22],
  [0.38, 0.5, 0.22],
  [0.62, 0.44, 0.18],
  [0.66, 0.34, 0.18],
];
const snowRgb: Rgb = [0.93, 0.95, 0.98];
/** Sodium yellow of street lamps. */
const lampRgb: Rgb = [1, 0.76, 0.42];
const steel: Paint = { rgb: [0.28, 0.3, 0.32], material: material.wall };

/** Draws a tree, a street lamp, a litter bin or a road sign. */
export function drawProp(stage: Stage, prop: Prop): void {
  const { x, z, size } = prop;
  const random = new Random(prop.detail);
  switch (prop.kind) {
    case 'tree':
      drawTree(stage, x, z, size, random);
      return;
    case 'lamp':
      drawLamp(stage, prop);
      return;
    case 'bin': {
      stage.groundShadow([x - 0.4, z - 0.3, x + 0.4, z - 0.3, x + 0.4, z + 0.3, x - 0.4, z + 0.3], 0.3, 0.4);
      stage.flat(z, [x - 0.26, 0, x + 0.26, 0, x + 0.3, 0.9, x - 0.3, 0.9], {
        rgb: [0.2, 0.36, 0.3],
        material: material.wall,
        top: 1.1,
        bottom: 0.8,
      });
      stage.flat(z - 0.01, [x - 0.32, 0.86, x + 0.32, 0.86, x + 0.28, 1, x - 0.28, 1], {
        rgb: mixRgb([0.14, 0.22, 0.2], snowRgb, stage.light.snow),
        material: material.top,
      });
      return;
    }
    case 'sign': {
      limb(stage, [x, 0, z], 0.04, [x, 2.3, z], 0.04, steel, 0.4);
      ball(stage, [x, 2.45, z - 0.02], 0.36, { rgb: [0.85, 0.16, 0.16], material: material.wall });
      ball(stage, [x, 2.45, z - 0.04], 0.26, { rgb: [0.94, 0.94, 0.92], material: material.wall });
      return;
    }
  }
}

function drawTree(stage: Stage, x: number, z: number, size: number, random: Random): void {
  const green = vary(random.pick(leaves), random, 0.08);
  const conifer = random.chance(0.2);
  const height = size * (conifer ? 6 : 5.4);
  const half = size * 1.2;
  castShadow(stage, [x - half, z - half, x + half, z - half, x + half, z + half, x - half, z + half], height * 0.7);
  stage.groundShadow([x - 0.6, z - 0.5, x + 0.6, z - 0.5, x + 0.6, z + 0.5, x - 0.6, z + 0.5], 0.3, 0.4);
  limb(stage, [x, 0, z], 0.19 * size, [x + 0.1, height * 0.6, z], 0.11 * size, {
    rgb: [0.36, 0.27, 0.2],
    material: material.wall,
    top: 0.8,
    bottom: 1,
  });
  const { snow } = stage.light;
  if (conifer) {
    for (let i = 0; i < 5; i++) {
      const v = height * (0.16 + i * 0.16);
      const w = size * (1.65 - i * 0.3);
      const shade = mixRgb(scaleRgb([0.16, 0.33, 0.22], 0.85 + i * 0.09), snowRgb, snow * 0.55);
      stage.flat(z, [x - w, v, x + w, v, x, v + height * 0.33], {
        rgb: shade,
        material: material.foliage,
        top: 1.25,
        bottom: 0.7,
      });
    }
    return;
  }
  const [sx] = stage.light.sun;
  const crown = height * 0.68;
  const blobs: [number, number, number, number][] = [];
  for (let i = 0; i < 22; i++) {
    const ring = random.range(0.15, 1);
    const bx = random.range(-1, 1) * ring * 1.55 * size;
    const by = random.range(-1, 1) * ring * 1.35 * size;
    blobs.push([bx, by, random.range(0.42, 0.8) * size, random.range(0.92, 1.1)]);
  }
  const layers = [
    { shift: 0, scale: 1.12, shade: 0.74, cover: 0.1 },
    { shift: 0.1, scale: 0.92, shade: 0.9, cover: 0.35 },
    { shift: 0.3, scale: 0.6, shade: 1.1, cover: 0.8 },
  ];
  for (const { shift, scale, shade, cover } of layers) {
    for (const [bx, by, r, k] of blobs) {
      const paint: Paint = {
        rgb: mixRgb(scaleRgb(green, shade * k), snowRgb, snow * cover),
        material: material.foliage,
        lit: shade * 0.62,
        top: 1.1,
        bottom: 0.84,
      };
      ball(stage, [x + bx + sx * shift * 0.5 * size, crown + by + shift * size * 0.8, z], r * scale, paint);
    }
  }
}

function drawLamp(stage: Stage, { x, z, towards }: Prop): void {
  const top = 5.2;
  const headX = x + towards * 1.3;
  limb(stage, [x, 0, z], 0.09, [x, top, z], 0.06, steel, 0.4);
  limb(stage, [x, 0, z], 0.13, [x, 0.8, z], 0.13, steel, 0.4);
  if (towards !== 0) limb(stage, [x, top, z], 0.05, [headX, top + 0.25, z], 0.05, steel, 0.35);
  const y = towards === 0 ? top + 0.15 : top + 0.12;
  const { lamps } = stage.light;
  const on = lamps > 0.55 ? lamps : 0;
  const scale = stage.scale(z);
  ellipse(
    stage,
    screenX(stage.camera, headX, z),
    screenY(stage.camera, y, z),
    Math.max(0.8, 0.3 * scale),
    Math.max(0.6, 0.1 * scale),
    z,
    {
      rgb: mixRgb([0.8, 0.8, 0.78], [1, 0.93, 0.74], on),
      material: material.glass,
      emit: on * 1.5,
    },
  );
  if (on === 0) return;
  stage.lights.push({
    position: [headX, y, z],
    rgb: scaleRgb(lampRgb, 0.8),
    reach: 9.5,
    spot: [headX, 2.4, z],
    halo: 1.15,
    id: 0,
  });
}
