import type { Camera } from './camera';
import { Random } from './scene-random';
import type { RoadUser } from './road-user';

/** Which way the viewer looks at the road. */
export type View = 'along' | 'across';

/** A stretch of houses: its front from (ax, az) to (bx, bz), metres. */
export interface Building {
  readonly ax: number;
  readonly az: number;
  readonly bx: number;
  readonly bz: number;
  readonly height: number;
  /** Depth of the end wall that faces the viewer, sideways; 0 none. */
  readonly endX: number;
  readonly detail: number;
}

/** A tree, lamp or other thing beside the road. */
export interface Prop {
  readonly kind: 'tree' | 'lamp' | 'bin' | 'sign';
  readonly x: number;
  readonly z: number;
  readonly size: number;
  /** Direction of a lamp's arm along x. */
  readonly towards: number;
  readonly detail: number;
}

/** What stands where: the content of a scene, the same in every condition. */
export interface Street {
  readonly view: View;
  readonly camera: Camera;
  /** Road from `near` to `far`: x of its edges when looking along it, z when looking across. */
  readonly road: readonly [near: number, far: number];
  /** Width of the pavements, metres. */
  readonly walk: number;
  readonly lanes: number;
  /** Depths of a crossing road, if there is one (view along). */
  readonly crossing: readonly [number, number] | null;
  readonly crosswalk: number | null;
  readonly buildings: readonly Building[];
  readonly props: readonly Prop[];
  readonly users: readonly RoadUser[];
  /** −1 sun on the left to 1 sun on the right. */
  readonly sunSide: number;
  readonly hills: number;
  /** The viewer sits in a car: its headlights shine ahead after dark. */
  readonly driving: boolean;
  readonly detail: number;
}

/** Everything of a street but its road users. */
export type EmptyStreet = Omit<Street, 'users'>;

/** Draws a street without road users for an image of that size. */
export function emptyStreet(seed: number, width: number, height: number): EmptyStreet {
  const random = new Random(seed, 1);
  const view: View = random.chance(0.56) ? 'along' : 'across';
  const unit = Math.min(width, height);
  const camera: Camera = {
    focal: unit * random.range(0.92, 1.2),
    centreX: width * (0.5 + (view === 'along' ? random.range(-0.22, 0.22) : 0)),
    horizonY: height * random.range(0.38, 0.48),
    height: view === 'along' ? random.range(1.6, 2.9) : random.range(1.8, 3.6),
  };
  const lanes = view === 'along' && random.chance(0.4) ? 4 : 2;
  const walk = random.range(2.4, 4);
  const roadWidth = lanes * 3.3;
  const near = view === 'along' ? -random.range(0.2, 0.85) * roadWidth : random.range(6.5, 15);
  const crossingAt = random.range(11, 24);
  const crossing = view === 'along' && random.chance(0.55) ? ([crossingAt, crossingAt + 7.5] as const) : null;
  const street = {
    view,
    camera,
    road: [near, near + roadWidth] as const,
    walk,
    lanes,
    crossing,
    crosswalk:
      view === 'along'
        ? crossing !== null
          ? crossingAt - 3.2
          : random.chance(0.3)
            ? random.range(6, 16)
            : null
        : random.chance(0.4)
          ? random.range(-6, 6)
          : null,
    sunSide: random.sign() * random.range(0.35, 1),
    hills: random.range(0.4, 1.4),
    driving: view === 'along' && random.chance(0.65),
    detail: random.uint32(),
  };
  return { ...street, buildings: buildings(street, width, random), props: props(street, width, random) };
}

type Plan = Pick<Street, 'view' | 'camera' | 'road' | 'walk' | 'crossing'>;

function buildings(plan: Plan, width: number, random: Random): Building[] {
  const list: Building[] = [];
  const [near, far] = plan.road;
  if (plan.view === 'across') {
    const z = far + plan.walk + 0.4;
    const half = (width / plan.camera.focal) * z * 0.55;
    let x = -half - random.range(0, 8);
    while (x < half) {
      const length = random.range(7, 15);
      if (!random.chance(0.16))
        list.push({
          ax: x,
          az: z,
          bx: x + length,
          bz: z,
          height: random.range(6, 17),
          endX: 0,
          detail: random.uint32(),
        });
      x += length + (random.chance(0.2) ? random.range(1, 5) : 0);
    }
    return list;
  }
  for (const side of [-1, 1]) {
    const x = side < 0 ? near - plan.walk : far + plan.walk;
    const setback = random.chance(0.3) ? random.range(1, 5) : 0;
    let z = 1;
    while (z < 110) {
      const length = random.range(8, 17);
      const [c0, c1] = plan.crossing ?? [-9, -9];
      if (z < c1 && z + length > c0) {
        z = z < c0 - 5 ? z : c1 + 2;
        const end = z < c0 ? c0 - 2 : z + length;
        list.push(sideBuilding(x + side * setback, z, end, side, random));
        z = end + 0.01;
        continue;
      }
      if (!random.chance(0.14)) list.push(sideBuilding(x + side * setback, z, z + length, side, random));
      z += length + (random.chance(0.25) ? random.range(1.5, 7) : 0);
    }
  }
  return list.sort((a, b) => b.az - a.az);
}

function sideBuilding(x: number, z0: number, z1: number, side: number, random: Random): Building {
  return { ax: x, az: z0, bx: x, bz: z1, height: random.range(6, 19), endX: side * 14, detail: random.uint32() };
}

function props(plan: Plan, width: number, random: Random): Prop[] {
  const list: Prop[] = [];
  const [near, far] = plan.road;
  const add = (kind: Prop['kind'], x: number, z: number, towards: number): void => {
    list.push({ kind, x, z, towards, size: random.range(0.8, 1.25), detail: random.uint32() });
  };
  const pitch = random.range(14, 22);
  if (plan.view === 'across') {
    const z = far + 0.7;
    const half = (width / plan.camera.focal) * z * 0.55;
    for (let x = -half - random.range(0, pitch); x < half; x += pitch) add('lamp', x, z, 0);
    for (let i = random.int(1, 4); i > 0; i--)
      add('tree', random.range(-half, half), far + random.range(1, plan.walk), 0);
    if (random.chance(0.5)) add(random.pick(['bin', 'sign']), random.range(-half, half), far + 0.8, 0);
    return list;
  }
  const trees = [random.chance(0.6), random.chance(0.6)];
  for (const side of [-1, 1]) {
    const x = side < 0 ? near - 0.7 : far + 0.7;
    for (let z = random.range(4, 4 + pitch); z < 80; z += pitch) {
      if (plan.crossing !== null && z > plan.crossing[0] - 1 && z < plan.crossing[1] + 1) continue;
      add('lamp', x, z, -side);
      if (trees[side < 0 ? 0 : 1] === true && random.chance(0.75))
        add('tree', x + side * random.range(0.3, 1), z + pitch * random.range(0.35, 0.65), 0);
    }
    if (random.chance(0.5)) add(random.pick(['bin', 'sign']), x, random.range(10, 26), 0);
  }
  return list;
}
