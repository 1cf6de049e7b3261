import { busSize, drawBus, type BusStyle } from './bus';
import { carSize, drawCar, type CarStyle } from './car';
import { palettes, vary, type NamedColour } from './colours';
import { cycleSize, drawCycle, isBicycle, type CycleStyle } from './cycles';
import { drawFigure } from './figure';
import { Frame, type Pose } from './frame';
import { drawOutfit, drawPerson, ridingSkeleton, type Stance } from './people';
import { Random } from './scene-random';
import type { Stage } from './stage';
import { drawTruck, truckSize, type TruckStyle } from './truck';
import type { SceneClass } from './types';

/** The body of one road user, by class. A rider includes the machine: its box covers both. */
export type Body =
  | { readonly class: 'car'; readonly style: CarStyle }
  | { readonly class: 'bus'; readonly style: BusStyle }
  | { readonly class: 'truck'; readonly style: TruckStyle }
  | { readonly class: 'bike'; readonly style: 'city' | 'road' }
  | { readonly class: 'motor'; readonly style: 'naked' | 'scooter' }
  | { readonly class: 'person'; readonly stance: Stance }
  | { readonly class: 'rider'; readonly style: CycleStyle };

/** A road user in its place. */
export interface RoadUser {
  readonly body: Body;
  readonly pose: Pose;
  readonly colour: NamedColour;
  /** Drives, so its lights are on after dark. */
  readonly moving: boolean;
  /** Seed of small details (clothes, load). */
  readonly detail: number;
}

/** Length, width and height, metres. */
export function bodySize(body: Body): { length: number; width: number; height: number } {
  switch (body.class) {
    case 'car':
      return carSize(body.style);
    case 'bus':
      return busSize(body.style);
    case 'truck':
      return truckSize(body.style);
    case 'bike':
    case 'motor':
      return cycleSize(body.style);
    case 'person':
      return { length: 0.55, width: 0.55, height: 1.75 * body.stance.scale };
    case 'rider':
      return { ...cycleSize(body.style), height: 1.82 };
  }
}

/** A random body of a class. */
export function randomBody(kind: SceneClass, random: Random): Body {
  switch (kind) {
    case 'car':
      return { class: kind, style: random.pick(['hatchback', 'sedan', 'sedan', 'wagon', 'van']) };
    case 'bus':
      return { class: kind, style: random.pick(['city', 'city', 'city', 'mini', 'double']) };
    case 'truck':
      return { class: kind, style: random.pick(['box', 'box', 'long', 'dump', 'pickup']) };
    case 'bike':
      return { class: kind, style: random.pick(['city', 'road']) };
    case 'motor':
      return { class: kind, style: random.pick(['naked', 'naked', 'scooter']) };
    case 'person':
      return {
        class: kind,
        stance: {
          stride: random.chance(0.3) ? random.range(-0.2, 0.2) : random.sign() * random.range(0.5, 1),
          scale: random.range(0.9, 1.08),
        },
      };
    case 'rider':
      return { class: kind, style: random.pick(['city', 'road', 'naked', 'scooter']) };
  }
}

/** A random paint or shirt for a class. */
export function randomColour(kind: SceneClass, random: Random): NamedColour {
  switch (kind) {
    case 'car':
    case 'bus':
    case 'truck':
    case 'bike':
    case 'motor':
      return random.pick(palettes[kind]);
    case 'person':
    case 'rider':
      return random.pick(palettes.clothes);
  }
}

/** Draws a road user with its shadow; every pixel of its silhouette carries `stage.id`. */
export function drawRoadUser(stage: Stage, user: RoadUser): void {
  const frame = new Frame(user.pose);
  const random = new Random(user.detail);
  const rgb = vary(user.colour.rgb, random, 0.04);
  const { body } = user;
  switch (body.class) {
    case 'car':
      drawCar(stage, frame, body.style, rgb, user.moving);
      return;
    case 'bus':
      drawBus(stage, frame, body.style, rgb);
      return;
    case 'truck': {
      const load = body.style === 'dump' ? rgb : random.chance(0.6) ? vary([0.9, 0.9, 0.88], random) : rgb;
      const cab = body.style !== 'dump' && random.chance(0.5) ? random.pick(palettes.truck).rgb : rgb;
      drawTruck(stage, frame, body.style, load === rgb ? cab : rgb, load);
      return;
    }
    case 'bike':
    case 'motor':
      drawCycle(stage, frame, body.style, rgb, false);
      return;
    case 'person':
      drawPerson(stage, frame, body.stance, drawOutfit(random, rgb, 'foot'));
      return;
    case 'rider': {
      const machine = random.pick(palettes[isBicycle(body.style) ? 'bike' : 'motor']).rgb;
      const outfit = drawOutfit(random, rgb, body.style);
      drawCycle(stage, frame, body.style, machine, true);
      drawFigure(stage, frame, ridingSkeleton(body.style, random.next()), { ...outfit, skirt: false, coat: true }, 1);
      return;
    }
  }
}
