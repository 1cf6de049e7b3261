import { hairColours, palettes, skinColours, trouserColours, vary, type Rgb } from './colours';
import { isBicycle, type CycleStyle } from './cycles';
import { drawFigure, type Joint, type Outfit, type Skeleton } from './figure';
import type { Frame } from './frame';
import type { Random } from './scene-random';
import type { Stage } from './stage';
import { castShadow } from './vehicle-parts';

/** Posture of someone on foot. */
export interface Stance {
  /** Stride, −1 to 1; 0 stands. */
  readonly stride: number;
  /** Height over that of a person of 1.75 m. */
  readonly scale: number;
}

/** Draws clothes for one person; `shirt` is the colour that the annotation names. */
export function drawOutfit(random: Random, shirt: Rgb, on: 'foot' | CycleStyle): Outfit {
  const cycle = on !== 'foot';
  const skirt = !cycle && random.chance(0.16);
  const headgear = !cycle
    ? random.chance(0.18)
      ? 'cap'
      : 'none'
    : !isBicycle(on)
      ? 'full-helmet'
      : random.chance(0.7)
        ? 'helmet'
        : 'none';
  return {
    shirt,
    trousers: vary(random.pick(trouserColours), random),
    skin: random.pick(skinColours),
    hair: random.pick(hairColours),
    shoes: random.chance(0.3) ? [0.85, 0.84, 0.82] : [0.14, 0.12, 0.12],
    shorts: random.chance(0.2),
    skirt,
    coat: random.chance(0.45),
    longHair: random.chance(0.35),
    headgear,
    headgearRgb: random.pick(palettes.clothes).rgb,
    backpack: random.chance(0.25) ? vary(random.pick(palettes.clothes).rgb, random) : null,
  };
}

/** Knee and foot of a leg that swings by k, −1 to 1. */
function strideLeg(k: number, w: number): { knee: Joint; foot: Joint } {
  return {
    knee: [0.17 * k + 0.05 * Math.abs(k), 0.5, w],
    foot: [0.34 * k - 0.06 * Math.abs(k), 0.06 + (k < 0 ? 0.07 * -k : 0), w],
  };
}

/** Elbow and hand of the arm on the side of that leg: it swings the other way. */
function strideArm(k: number, w: number): { elbow: Joint; hand: Joint } {
  return {
    elbow: [-0.12 * k - 0.03, 1.13, w * 1.12],
    hand: [-0.26 * k + 0.06, 0.88 + 0.06 * Math.abs(k), w * 1.08],
  };
}

/** The joints of a standing or walking person. */
export function walkingSkeleton({ stride }: Stance): Skeleton {
  const s = stride;
  const left = strideLeg(s, -0.1);
  const right = strideLeg(-s, 0.1);
  const leftArm = strideArm(s, -0.23);
  const rightArm = strideArm(-s, 0.23);
  return {
    hip: [0, 0.9, 0],
    chest: [0.02, 1.33, 0],
    head: [0.05, 1.61, 0],
    knees: [left.knee, right.knee],
    feet: [left.foot, right.foot],
    elbows: [leftArm.elbow, rightArm.elbow],
    hands: [leftArm.hand, rightArm.hand],
  };
}

/** The joints of a person who rides; `phase` turns the pedals, 0 to 1. */
export function ridingSkeleton(style: CycleStyle, phase: number): Skeleton {
  if (isBicycle(style)) {
    const lean = style === 'road' ? 0.16 : 0;
    const lift = 0.3 * phase;
    return {
      hip: [-0.24, 1.02, 0],
      chest: [0.02 + lean, 1.42 - lean * 0.5, 0],
      head: [0.16 + lean * 1.3, 1.68 - lean * 0.6, 0],
      knees: [
        [0.16, 0.64 + lift * 0.5, -0.11],
        [0.16, 0.8 - lift * 0.5, 0.11],
      ],
      feet: [
        [-0.04, 0.2 + lift, -0.1],
        [-0.06, 0.5 - lift, 0.1],
      ],
      elbows: [
        [0.2 + lean * 0.6, 1.16, -0.25],
        [0.2 + lean * 0.6, 1.16, 0.25],
      ],
      hands: [
        [0.36, 1.08, -0.22],
        [0.36, 1.08, 0.22],
      ],
    };
  }
  const upright = style === 'scooter' ? -0.06 : 0;
  return {
    hip: [-0.32, 0.93, 0],
    chest: [-0.12 + upright, 1.34, 0],
    head: [-0.02 + upright, 1.63, 0],
    knees: [
      [0.16, 0.72, -0.19],
      [0.16, 0.72, 0.19],
    ],
    feet: [
      [0, 0.34, -0.17],
      [0, 0.34, 0.17],
    ],
    elbows: [
      [0.1, 1.12, -0.3],
      [0.1, 1.12, 0.3],
    ],
    hands: [
      [0.34, 1.06, -0.28],
      [0.34, 1.06, 0.28],
    ],
  };
}

/** Draws someone on foot, with contact and cast shadow. */
export function drawPerson(stage: Stage, frame: Frame, stance: Stance, outfit: Outfit): void {
  const { x, z } = frame.pose;
  const half = 0.2;
  const foot = [x - half, z - half, x + half, z - half, x + half, z + half, x - half, z + half];
  castShadow(stage, foot, 1.6 * stance.scale);
  stage.groundShadow(
    foot.map((p, i) => p + (i % 2 === 0 ? Math.sign(p - x) : Math.sign(p - z)) * 0.08),
    0.3,
    0.4,
  );
  drawFigure(stage, frame, walkingSkeleton(stance), outfit, stance.scale);
}
