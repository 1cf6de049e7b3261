import { screenX, screenY, type Camera } from './camera';
import { headingFromHalfTangent, type Pose } from './frame';
import { Random } from './scene-random';
import { bodySize, randomBody, randomColour, type Body, type RoadUser } from './road-user';
import type { EmptyStreet } from './street';
import { sceneClasses, type SceneClass } from './types';

interface Rect {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

/** Puts 4 to 9 road users on the street, classes drawn evenly, none mostly hidden or mostly outside. */
export function placeRoadUsers(street: EmptyStreet, seed: number, width: number, height: number): RoadUser[] {
  const random = new Random(seed, 2);
  const wanted = random.int(4, 8);
  const taken: Rect[] = [];
  const users: RoadUser[] = [];
  let deck: SceneClass[] = [];
  for (let n = 0; n < wanted; n++) {
    if (deck.length === 0) deck = shuffled(random);
    const kind = deck.pop() as SceneClass;
    for (let attempt = 0; attempt < 24; attempt++) {
      const body = randomBody(kind, random);
      const spot = randomSpot(street, body, width, random);
      const rect = screenRect(street.camera, spot.pose, body);
      if (!fits(rect, taken, width, height)) continue;
      taken.push(rect);
      users.push({
        body,
        pose: spot.pose,
        moving: spot.moving,
        colour: randomColour(kind, random),
        detail: random.uint32(),
      });
      break;
    }
  }
  return users;
}

function shuffled(random: Random): SceneClass[] {
  const list = [...sceneClasses];
  for (let i = list.length - 1; i > 0; i--) {
    const j = random.int(0, i);
    const other = list[j] as SceneClass;
    list[j] = list[i] as SceneClass;
    list[i] = other;
  }
  return list;
}

interface Spot {
  readonly pose: Pose;
  readonly moving: boolean;
}

function randomSpot(street: EmptyStreet, body: Body, width: number, random: Random): Spot {
  return street.view === 'along' ? spotAlong(street, body, width, random) : spotAcross(street, body, width, random);
}

/** Depth at which a body of that height looks `share` of the focal length tall, shares drawn with many small ones. */
function depthFor(height: number, lo: number, hi: number, random: Random): number {
  const t = random.next();
  return height / (lo + (hi - lo) * t * t);
}

function lateral(camera: Camera, width: number, z: number, random: Random): number {
  const left = ((width * 0.06 - camera.centreX) * z) / camera.focal;
  const right = ((width * 0.94 - camera.centreX) * z) / camera.focal;
  return random.range(left, right);
}

/** Keeps x where no house stands or hides it: between the fronts, or inside the opening of the crossing road. */
function betweenHouses(street: EmptyStreet, x: number, z: number, half: number): number {
  const { road, walk, crossing } = street;
  let left = road[0] - walk + 0.3;
  let right = road[1] + walk - 0.3;
  if (crossing !== null && z > crossing[0] - 1) {
    const opening = z / (crossing[0] - 2);
    left = Math.min(left, left * opening);
    right = Math.max(right, right * opening);
  }
  return right - left < 2 * half ? (left + right) / 2 : Math.min(right - half, Math.max(left + half, x));
}

const heading = (t: number, flip: boolean): { forwardX: number; forwardZ: number } => {
  const { forwardX, forwardZ } = headingFromHalfTangent(t);
  return flip ? { forwardX: -forwardX, forwardZ: -forwardZ } : { forwardX, forwardZ };
};

function spotAlong(street: EmptyStreet, body: Body, width: number, random: Random): Spot {
  const { camera, road, walk, lanes, crossing, crosswalk } = street;
  const { height, length, width: bodyWidth } = bodySize(body);
  const [left, right] = road;
  const cross = random.chance(crossing === null && length > 5 ? 0.12 : 0.45);
  switch (body.class) {
    case 'car':
    case 'bus':
    case 'truck':
    case 'rider': {
      const rider = body.class === 'rider';
      if (cross) {
        const base = crossing === null ? random.range(12, 26) : crossing[0];
        const toRight = random.chance(0.5);
        const z = base + (toRight ? 2 : 5.4) + (rider ? random.range(-1.2, 0.5) : 0);
        return {
          pose: {
            x: betweenHouses(street, lateral(camera, width, z, random), z, length / 2),
            z,
            ...heading(1 + random.range(-0.08, 0.08), !toRight),
          },
          moving: true,
        };
      }
      const lane = random.int(0, lanes - 1);
      const away = lane >= lanes / 2;
      const parked = body.class === 'car' && random.chance(0.25);
      const laneWidth = (right - left) / lanes;
      let x = left + (lane + 0.5) * laneWidth + random.range(-0.25, 0.25);
      if (parked) x = away ? right - bodyWidth / 2 - 0.25 : left + bodyWidth / 2 + 0.25;
      if (rider) x = away ? right - random.range(0.6, 1.4) : left + random.range(0.6, 1.4);
      const z = depthFor(height, 0.055, rider ? 0.34 : 0.3, random) + length / 2;
      return { pose: { x, z, ...heading(random.range(-0.05, 0.05), !away) }, moving: !parked };
    }
    case 'bike':
    case 'motor': {
      const side = random.sign();
      const z = depthFor(height, 0.06, 0.3, random);
      const x = side < 0 ? left - random.range(0.5, walk - 0.6) : right + random.range(0.5, walk - 0.6);
      const inRoad = random.chance(0.45);
      return {
        pose: {
          x: inRoad ? betweenHouses(street, lateral(camera, width, z, random), z, 0.9) : x,
          z,
          ...heading(random.range(0.35, 1.6), random.chance(0.5)),
        },
        moving: false,
      };
    }
    case 'person': {
      const z = depthFor(height, 0.07, 0.42, random);
      const side = random.sign();
      const walkX = side < 0 ? left - random.range(0.6, walk - 0.4) : right + random.range(0.6, walk - 0.4);
      if (cross) {
        const at = crosswalk !== null && random.chance(0.6) ? crosswalk + random.range(0.4, 2) : z;
        return {
          pose: {
            x: betweenHouses(street, lateral(camera, width, at, random), at, 0.4),
            z: at,
            ...heading(random.range(0.7, 1.3), random.chance(0.5)),
          },
          moving: true,
        };
      }
      return { pose: { x: walkX, z, ...heading(random.range(-0.4, 0.4), random.chance(0.5)) }, moving: true };
    }
  }
}

function spotAcross(street: EmptyStreet, body: Body, width: number, random: Random): Spot {
  const { camera, road, walk } = street;
  const [near, far] = road;
  const { length } = bodySize(body);
  switch (body.class) {
    case 'car':
    case 'bus':
    case 'truck':
    case 'rider': {
      // Traffic keeps right: the near lane runs to the right.
      const toRight = random.chance(0.5);
      const middle = (near + far) / 2;
      const z = toRight ? (near + middle) / 2 : (far + middle) / 2;
      const turned = random.chance(0.16) && length < 5;
      const rider = body.class === 'rider' ? random.range(-1, 0.4) : 0;
      return {
        pose: {
          x: lateral(camera, width, z, random),
          z: z + rider,
          ...heading(turned ? random.range(0.2, 0.7) : 1 + random.range(-0.07, 0.07), !toRight),
        },
        moving: !turned,
      };
    }
    case 'bike':
    case 'motor':
    case 'person': {
      const person = body.class === 'person';
      const { height } = bodySize(body);
      const onNear = random.chance(0.6);
      const closest = Math.max(height / (person ? 0.44 : 0.32), 3.2);
      const z = onNear ? random.range(Math.min(closest, near - 1), near - 0.5) : far + random.range(0.5, walk - 0.3);
      const turn = person ? random.range(-1, 1) : random.range(0.5, 1.5);
      return {
        pose: { x: lateral(camera, width, z, random), z, ...heading(turn, random.chance(0.5)) },
        moving: person,
      };
    }
  }
}

function screenRect(camera: Camera, pose: Pose, body: Body): Rect {
  const { length, width, height } = bodySize(body);
  const halfX = (Math.abs(pose.forwardX) * length + Math.abs(pose.forwardZ) * width) / 2;
  const halfZ = (Math.abs(pose.forwardZ) * length + Math.abs(pose.forwardX) * width) / 2;
  const z = Math.max(1, pose.z - halfZ);
  const back = pose.z + halfZ;
  return {
    x0: Math.min(screenX(camera, pose.x - halfX, z), screenX(camera, pose.x - halfX, back)),
    x1: Math.max(screenX(camera, pose.x + halfX, z), screenX(camera, pose.x + halfX, back)),
    y0: screenY(camera, height, z),
    y1: screenY(camera, 0, z),
  };
}

function fits(rect: Rect, taken: readonly Rect[], width: number, height: number): boolean {
  const unit = Math.min(width, height);
  const w = rect.x1 - rect.x0;
  const h = rect.y1 - rect.y0;
  if (w > unit * 0.62 || h > unit * 0.62 || Math.max(w, h) < unit * 0.05 || Math.min(w, h) < unit * 0.018) return false;
  const inside = Math.min(rect.x1, width) - Math.max(rect.x0, 0);
  if (inside < w * 0.72 || rect.y1 > height * 1.02) return false;
  return taken.every((other) => {
    const ox = Math.min(rect.x1, other.x1) - Math.max(rect.x0, other.x0);
    const oy = Math.min(rect.y1, other.y1) - Math.max(rect.y0, other.y0);
    if (ox <= 0 || oy <= 0) return true;
    const smaller = Math.min(w * h, (other.x1 - other.x0) * (other.y1 - other.y0));
    return ox * oy < smaller * 0.34;
  });
}
