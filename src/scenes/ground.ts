import { mixRgb, type Rgb } from './colours';
import { material, type Material, type Paint } from './raster';
import { Random } from './scene-random';
import type { Stage } from './stage';
import type { Street } from './street';

const snowRgb: Rgb = [0.9, 0.92, 0.96];

/** Paints lawn or paving, road, pavements, kerbs, markings and the crossing road. */
export function paintGround(stage: Stage, street: Street): void {
  const random = new Random(street.detail, 5);
  const asphalt = random.pick<Rgb>([
    [0.33, 0.34, 0.36],
    [0.38, 0.385, 0.39],
    [0.29, 0.3, 0.33],
  ]);
  const paving = random.pick<Rgb>([
    [0.62, 0.6, 0.57],
    [0.66, 0.65, 0.64],
    [0.64, 0.57, 0.5],
  ]);
  const verge = random.pick<Rgb>([
    [0.37, 0.5, 0.26],
    [0.34, 0.46, 0.27],
    [0.58, 0.56, 0.52],
  ]);
  const { snow } = stage.light;
  const put = (
    x0: number,
    z0: number,
    x1: number,
    z1: number,
    rgb: Rgb,
    kind: Material,
    cover: number,
    more?: Partial<Paint>,
  ): void =>
    stage.polygon([x0, 0, z0, x1, 0, z0, x1, 0, z1, x0, 0, z1], {
      rgb: mixRgb(rgb, snowRgb, snow * cover),
      material: kind,
      ...more,
    });
  put(-900, 0.1, 900, 2500, verge, material.ground, 1);
  if (street.view === 'along') paintAlong(street, put, asphalt, paving);
  else {
    paintAcross(street, put, asphalt, paving);
    if (verge[1] > verge[0]) paintTufts(stage, street.road[0] - street.walk, verge, random);
  }
}

/** Blades of grass and some flowers on the near lawn. */
function paintTufts(stage: Stage, end: number, verge: Rgb, random: Random): void {
  const { snow } = stage.light;
  const flower = random.pick<Rgb>([
    [0.95, 0.9, 0.5],
    [0.95, 0.95, 0.95],
    [0.85, 0.5, 0.6],
  ]);
  for (let n = 0; n < 110; n++) {
    const near = random.next();
    const z = 2.2 + (end - 2.4) * (1 - near * near);
    const x = random.range(-0.75, 0.75) * z;
    const h = random.range(0.05, 0.16);
    const k = random.range(0.72, 1.2);
    if (z > end) continue;
    stage.flat(z, [x - 0.06, 0, x + 0.06, 0, x + 0.02, h], {
      rgb: mixRgb([verge[0] * k, verge[1] * k, verge[2] * k], snowRgb, snow * 0.7),
      material: material.ground,
      lit: 0.6,
    });
    if (n % 6 === 0)
      stage.flat(z, [x - 0.04, h, x + 0.04, h, x + 0.04, h + 0.06, x - 0.04, h + 0.06], {
        rgb: mixRgb(flower, snowRgb, snow),
        material: material.ground,
        lit: 0.6,
      });
  }
}

type Put = (
  x0: number,
  z0: number,
  x1: number,
  z1: number,
  rgb: Rgb,
  kind: Material,
  cover: number,
  more?: Partial<Paint>,
) => void;

const white: Rgb = [0.9, 0.9, 0.87];
const yellow: Rgb = [0.88, 0.7, 0.22];
const farEnd = 400;

function paintAlong(street: Street, put: Put, asphalt: Rgb, paving: Rgb): void {
  const [left, right] = street.road;
  const { walk, lanes, crossing, crosswalk } = street;
  put(left - walk, 0.1, right + walk, farEnd, paving, material.ground, 0.95);
  for (let z = 2; z < 30; z += 1.6)
    put(left - walk, z, right + walk, z + 0.04, [0.5, 0.49, 0.47], material.ground, 0.95, { alpha: 0.5 });
  if (crossing !== null) put(-200, crossing[0], 200, crossing[1], asphalt, material.road, 0.66);
  put(left - 0.18, 0.1, left, farEnd, [0.76, 0.75, 0.73], material.ground, 0.9);
  put(right, 0.1, right + 0.18, farEnd, [0.76, 0.75, 0.73], material.ground, 0.9);
  put(left, 0.1, right, farEnd, asphalt, material.road, 0.66);
  if (crossing !== null) put(left - 0.3, crossing[0], right + 0.3, crossing[1], asphalt, material.road, 0.66);
  const middle = (left + right) / 2;
  const laneWidth = (right - left) / lanes;
  const outside = (z: number, end: number): boolean => crossing === null || end < crossing[0] - 3.6 || z > crossing[1];
  // Tyre tracks, darker than the rest and clear of snow first.
  for (let lane = 0; lane < lanes; lane++) {
    for (const side of [-0.8, 0.8]) {
      const x = left + (lane + 0.5) * laneWidth + side;
      put(x - 0.28, 0.1, x + 0.28, farEnd, asphalt, material.road, 0.2, { alpha: 0.55, top: 0.92, bottom: 0.92 });
    }
  }
  for (let z = 1; z < 120; z += 7) {
    if (!outside(z, z + 3)) continue;
    for (let lane = 1; lane < lanes; lane++) {
      const x = left + lane * laneWidth;
      if (Math.abs(x - middle) < 0.1 && lanes > 2) continue;
      put(x - 0.08, z, x + 0.08, z + 3, white, material.road, 0.6);
    }
  }
  if (lanes > 2) {
    for (const x of [middle - 0.2, middle + 0.08])
      put(x, 0.1, x + 0.12, crossing === null ? 200 : crossing[0] - 3.6, yellow, material.road, 0.6);
    if (crossing !== null)
      for (const x of [middle - 0.2, middle + 0.08]) put(x, crossing[1], x + 0.12, 200, yellow, material.road, 0.6);
  }
  if (crosswalk !== null)
    for (let x = left + 0.4; x < right - 0.5; x += 1.1)
      put(x, crosswalk, x + 0.6, crosswalk + 2.7, white, material.road, 0.5);
}

function paintAcross(street: Street, put: Put, asphalt: Rgb, paving: Rgb): void {
  const [near, far] = street.road;
  const { walk, crosswalk } = street;
  put(-300, near - walk, 300, near, paving, material.ground, 0.95);
  put(-300, far, 300, far + walk + 3, paving, material.ground, 0.95);
  for (let x = -40; x < 40; x += 1.6) {
    put(x, near - walk, x + 0.04, near, [0.5, 0.49, 0.47], material.ground, 0.95, { alpha: 0.6 });
    put(x, far, x + 0.05, far + walk, [0.5, 0.49, 0.47], material.ground, 0.95, { alpha: 0.4 });
  }
  put(-300, near - 0.2, 300, far + 0.2, [0.78, 0.77, 0.75], material.ground, 0.9);
  put(-300, near, 300, far, asphalt, material.road, 0.66);
  const middle = (near + far) / 2;
  for (const lane of [(near + middle) / 2, (far + middle) / 2]) {
    for (const side of [-0.8, 0.8])
      put(-300, lane + side - 0.25, 300, lane + side + 0.25, asphalt, material.road, 0.2, {
        alpha: 0.5,
        top: 0.92,
        bottom: 0.92,
      });
  }
  for (let x = -45; x < 45; x += 6) put(x, middle - 0.09, x + 3, middle + 0.09, white, material.road, 0.6);
  if (crosswalk !== null)
    for (let z = near + 0.4; z < far - 0.5; z += 1.1)
      put(crosswalk, z, crosswalk + 2.8, z + 0.6, white, material.road, 0.5);
}
