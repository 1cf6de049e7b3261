import type { Frame } from './frame';
import { material, type Paint } from './raster';
import type { Stage } from './stage';

/** One corner of a body's side view: forward u, height v, half width, metres. */
export type ProfilePoint = readonly [u: number, v: number, halfWidth: number];

/** Paints of a convex body, by face. */
export interface PrismPaints {
  readonly side: Paint;
  /** Paint of the face between profile points i and i + 1; null leaves it open. */
  face(index: number): Paint | null;
}

/** Draws the visible faces of a convex body that is its side view swept across its width. */
export function prism(stage: Stage, frame: Frame, profile: readonly ProfilePoint[], paints: PrismPaints): void {
  const viewer = frame.viewer();
  const eye = stage.camera.height;
  let cu = 0;
  let cv = 0;
  for (const [u, v] of profile) {
    cu += u / profile.length;
    cv += v / profile.length;
  }
  for (let i = 0; i < profile.length; i++) {
    const [u0, v0, w0] = profile[i] as ProfilePoint;
    const [u1, v1, w1] = profile[(i + 1) % profile.length] as ProfilePoint;
    let nu = v1 - v0;
    let nv = u0 - u1;
    if (nu * (u0 - cu) + nv * (v0 - cv) < 0) {
      nu = -nu;
      nv = -nv;
    }
    if (nu * (viewer.u - u0) + nv * (eye - v0) <= 0) continue;
    const paint = paints.face(i);
    if (paint === null) continue;
    const points: number[] = [];
    frame.push(points, u0, v0, -w0);
    frame.push(points, u1, v1, -w1);
    frame.push(points, u1, v1, w1);
    frame.push(points, u0, v0, w0);
    stage.polygon(points, paint);
  }
  const side = visibleSide(frame, (profile[0] as ProfilePoint)[2]);
  if (side === 0) return;
  const points: number[] = [];
  for (const [u, v, w] of profile) frame.push(points, u, v, w * side);
  stage.polygon(points, paints.side);
}

/** +1 where the viewer sees the right side of a body of that half width, −1 the left one, 0 neither. */
export function visibleSide(frame: Frame, halfWidth: number): -1 | 0 | 1 {
  const { w } = frame.viewer();
  return w > halfWidth ? 1 : w < -halfWidth ? -1 : 0;
}

/** A rectangle on the plane w (a side): u0..u1 by v0..v1, optionally slanted by giving the upper edge its own u. */
export function sidePanel(
  stage: Stage,
  frame: Frame,
  w: number,
  [u0, v0, u1, v1]: readonly [number, number, number, number],
  paint: Paint,
  upper: readonly [u0: number, u1: number, w: number] = [u0, u1, w],
): void {
  const points: number[] = [];
  frame.push(points, u0, v0, w);
  frame.push(points, u1, v0, w);
  frame.push(points, upper[1], v1, upper[2]);
  frame.push(points, upper[0], v1, upper[2]);
  stage.polygon(points, paint);
}

/** A rectangle across the body between (u0, v0) and (u1, v1) of its side view, from w0 to w1. */
export function crossPanel(
  stage: Stage,
  frame: Frame,
  [u0, v0, u1, v1]: readonly [number, number, number, number],
  w0: number,
  w1: number,
  paint: Paint,
): void {
  const points: number[] = [];
  frame.push(points, u0, v0, w0);
  frame.push(points, u1, v1, w0);
  frame.push(points, u1, v1, w1);
  frame.push(points, u0, v0, w1);
  stage.polygon(points, paint);
}

/** A box: u0..u1, v0..v1, half width. Faces: 0 rear, 1 top, 2 front, 3 bottom. */
export function boxProfile(u0: number, u1: number, v0: number, v1: number, halfWidth: number): ProfilePoint[] {
  return [
    [u0, v0, halfWidth],
    [u0, v1, halfWidth],
    [u1, v1, halfWidth],
    [u1, v0, halfWidth],
  ];
}

/** Dark glass that reflects a bit of sky. */
export const glassPaint: Paint = { rgb: [0.2, 0.26, 0.33], material: material.glass, top: 1.5, bottom: 0.75 };
/** Tyres, bumpers, grilles. */
export const rubberPaint: Paint = { rgb: [0.1, 0.1, 0.11], material: material.wall };
