import { screenX, screenY } from './camera';
import { mixRgb, type Rgb } from './colours';
import type { Frame } from './frame';
import { crossPanel, rubberPaint, visibleSide, type ProfilePoint } from './prism';
import { material, type Paint } from './raster';
import { circle, ellipse } from './shapes';
import type { Stage } from './stage';

/** White glow of headlights, red of tail lights. */
export const headlightRgb: Rgb = [1, 0.95, 0.82];
export const tailLightRgb: Rgb = [0.95, 0.1, 0.08];

/** Body paint of a panel, lighter above, darker towards the sill. */
export function bodyPaint(rgb: Rgb, top = 1.1, bottom = 0.78): Paint {
  return { rgb, material: material.wall, top, bottom };
}

/** A face that looks up: snow lies on it. */
export function topPaint(stage: Stage, rgb: Rgb): Paint {
  return {
    rgb: mixRgb(rgb, [0.93, 0.95, 0.98], stage.light.snow * 0.9),
    material: material.top,
    top: 1.12,
    bottom: 1.12,
  };
}

/** A disc in the plane of a vehicle's side: centre u, v at offset w, as screen points. */
function wheelContour(
  stage: Stage,
  frame: Frame,
  u: number,
  v: number,
  w: number,
  radius: number,
  reverse: boolean,
): number[] {
  const points: number[] = [];
  const steps = circle.length / 2;
  for (let i = 0; i < steps; i += 2) {
    const k = reverse ? steps - 1 - i : i;
    const [x, y, z] = frame.at(u + radius * (circle[2 * k] as number), v + radius * (circle[2 * k + 1] as number), w);
    points.push(screenX(stage.camera, x, z), screenY(stage.camera, y, z));
  }
  return points;
}

/** Fills a disc in the side plane. */
export function sideDisc(
  stage: Stage,
  frame: Frame,
  u: number,
  v: number,
  w: number,
  radius: number,
  paint: Paint,
): void {
  stage.contour(wheelContour(stage, frame, u, v, w, radius, false));
  stage.fillAt(frame.at(u, v, w)[2], paint);
}

/** Fills a ring in the side plane. */
export function sideRing(
  stage: Stage,
  frame: Frame,
  u: number,
  v: number,
  w: number,
  outer: number,
  inner: number,
  paint: Paint,
): void {
  stage.contour(wheelContour(stage, frame, u, v, w, outer, false));
  stage.contour(wheelContour(stage, frame, u, v, w, inner, true));
  stage.fillAt(frame.at(u, v, w)[2], paint);
}

/** The tyres seen from the front or the rear, below the body; draw them before it. */
export function endTyres(
  stage: Stage,
  frame: Frame,
  axles: readonly number[],
  radius: number,
  halfWidth: number,
  tyre = 0.22,
): void {
  for (const u of axles) {
    for (const side of [-1, 1]) {
      crossPanel(
        stage,
        frame,
        [u, 0, u, radius * 1.6],
        side * (halfWidth - tyre),
        side * (halfWidth - 0.02),
        rubberPaint,
      );
    }
  }
}

/** Arches, tyres and hubs on the side that the viewer sees. */
export function sideWheels(
  stage: Stage,
  frame: Frame,
  axles: readonly number[],
  radius: number,
  halfWidth: number,
): void {
  const side = visibleSide(frame, halfWidth);
  if (side === 0) return;
  const w = side * (halfWidth + 0.015);
  for (const u of axles) {
    sideDisc(stage, frame, u, radius, w, radius * 1.18, { rgb: [0.06, 0.06, 0.07], material: material.wall });
    sideDisc(stage, frame, u, radius, w, radius, { rgb: [0.13, 0.13, 0.14], material: material.wall });
    sideDisc(stage, frame, u, radius, w, radius * 0.58, {
      rgb: [0.62, 0.64, 0.66],
      material: material.wall,
      top: 1.1,
      bottom: 0.8,
    });
    sideDisc(stage, frame, u, radius, w, radius * 0.2, { rgb: [0.3, 0.31, 0.32], material: material.wall });
  }
}

/** The ground footprint's shadow: soft contact shade and the sun's cast shadow. */
export function vehicleShadow(stage: Stage, frame: Frame, profile: readonly ProfilePoint[], height: number): void {
  let u0 = 99;
  let u1 = -99;
  let hw = 0;
  for (const [u, , w] of profile) {
    u0 = Math.min(u0, u);
    u1 = Math.max(u1, u);
    hw = Math.max(hw, w);
  }
  const footprint = (grow: number): number[] => {
    const points: number[] = [];
    for (const [u, w] of [
      [u0 - grow, -hw - grow],
      [u1 + grow, -hw - grow],
      [u1 + grow, hw + grow],
      [u0 - grow, hw + grow],
    ] as const) {
      const [x, , z] = frame.at(u, 0, w);
      points.push(x, z);
    }
    return points;
  };
  castShadow(stage, footprint(-0.05), height);
  for (const grow of [0.28, 0.14, 0]) stage.groundShadow(footprint(grow), 0.22, 0.3);
}

/** The sun's shadow of a body of that height over a convex footprint (x, z pairs). */
export function castShadow(stage: Stage, footprint: readonly number[], height: number): void {
  const { shadow, sun } = stage.light;
  if (shadow <= 0.02) return;
  const reach = Math.min(height / Math.max(0.12, sun[1]), 14);
  const dx = -sun[0] * reach;
  const dz = -sun[2] * reach;
  const points: [number, number][] = [];
  for (let i = 0; i < footprint.length; i += 2) {
    const x = footprint[i] as number;
    const z = footprint[i + 1] as number;
    points.push([x, z], [x + dx, z + dz]);
  }
  stage.groundShadow(convexHull(points), shadow * 0.22, shadow * 0.85);
}

function lowerChain(list: readonly [number, number][]): [number, number][] {
  const chain: [number, number][] = [];
  for (const p of list) {
    while (chain.length >= 2) {
      const a = chain[chain.length - 2] as [number, number];
      const b = chain[chain.length - 1] as [number, number];
      if ((b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0]) > 0) break;
      chain.pop();
    }
    chain.push(p);
  }
  chain.pop();
  return chain;
}

function convexHull(points: [number, number][]): number[] {
  const sorted = [...points].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  return [...lowerChain(sorted), ...lowerChain(sorted.toReversed())].flat();
}

/** A headlight or tail light: a shining disc facing the viewer, with its halo and the light that it casts. */
export function vehicleLamp(
  stage: Stage,
  frame: Frame,
  [u, v, w]: readonly [number, number, number],
  radius: number,
  kind: 'head' | 'tail',
  cast: boolean,
): void {
  const [x, y, z] = frame.at(u, v, w);
  const { lamps } = stage.light;
  const rgb = kind === 'head' ? headlightRgb : tailLightRgb;
  const off: Rgb = kind === 'head' ? [0.86, 0.88, 0.88] : [0.62, 0.07, 0.07];
  const r = Math.max(0.55, radius * stage.scale(z));
  const emit = lamps * (kind === 'head' ? 1.7 : 1.15);
  ellipse(stage, screenX(stage.camera, x, z), screenY(stage.camera, y, z), r * 1.15, r, z, {
    rgb: mixRgb(off, rgb, lamps),
    material: material.glass,
    emit,
  });
  if (lamps < 0.05) return;
  // A lamp seen from the side shows little of its beam.
  const viewer = frame.viewer();
  const towards =
    (1.3 * Math.abs(viewer.u - u)) / Math.sqrt((viewer.u - u) * (viewer.u - u) + (viewer.w - w) * (viewer.w - w));
  const ahead = kind === 'head' ? 3.4 : -1;
  stage.lights.push({
    position: [x, y, z],
    rgb,
    reach: cast ? (kind === 'head' ? 5.5 : 2.2) : 0,
    spot: frame.at(u + ahead, 0.25, w * 0.4),
    halo: (kind === 'head' ? 0.6 : 0.3) * (0.4 + 0.6 * Math.min(1, towards)),
    id: stage.id,
  });
}
