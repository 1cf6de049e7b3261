import { screenX, screenY } from './camera';
import type { Rgb } from './colours';
import { material, type Paint } from './raster';
import type { Stage, Vec3 } from './stage';

/** Cosine and sine pairs of 24 even-ish steps around the circle, from the rational parametrisation (no library sine). */
export const circle: readonly number[] = (() => {
  const quarter: [number, number][] = [];
  for (let i = 0; i < 6; i++) {
    // tan of half the angle, close to even steps of 15 degrees.
    const t = (i / 6) * (0.785398 + 0.2146 * (i / 6) * (i / 6));
    quarter.push([(1 - t * t) / (1 + t * t), (2 * t) / (1 + t * t)]);
  }
  const all: number[] = [];
  for (let q = 0; q < 4; q++) {
    for (const [c, s] of quarter) {
      if (q === 0) all.push(c, s);
      else if (q === 1) all.push(-s, c);
      else if (q === 2) all.push(-c, -s);
      else all.push(s, -c);
    }
  }
  return all;
})();

/** A filled ellipse on screen: centre and radii in pixels, at depth z. */
export function ellipse(stage: Stage, cx: number, cy: number, rx: number, ry: number, z: number, paint: Paint): void {
  const points: number[] = [];
  const step = rx + ry < 5 ? 4 : 2;
  for (let i = 0; i < circle.length; i += step) {
    points.push(cx + rx * (circle[i] as number), cy + ry * (circle[i + 1] as number));
  }
  stage.contour(points);
  stage.fillAt(z, paint);
}

/** A filled ball: centre in the world, radius in metres, at least `minimum` pixels. */
export function ball(stage: Stage, [x, y, z]: Vec3, radius: number, paint: Paint, minimum = 0.5): void {
  const r = Math.max(minimum, radius * stage.scale(z));
  ellipse(stage, screenX(stage.camera, x, z), screenY(stage.camera, y, z), r, r, z, paint);
}

/** A limb: a round-ended stroke from a to b whose radius in metres goes from ra to rb. */
export function limb(stage: Stage, a: Vec3, ra: number, b: Vec3, rb: number, paint: Paint, minimum = 0.45): void {
  const { camera } = stage;
  const x0 = screenX(camera, a[0], a[2]);
  const y0 = screenY(camera, a[1], a[2]);
  const x1 = screenX(camera, b[0], b[2]);
  const y1 = screenY(camera, b[1], b[2]);
  const r0 = Math.max(minimum, ra * stage.scale(a[2]));
  const r1 = Math.max(minimum, rb * stage.scale(b[2]));
  const dx = x1 - x0;
  const dy = y1 - y0;
  const length = Math.sqrt(dx * dx + dy * dy);
  const z = Math.min(a[2], b[2]);
  if (length < 0.3) {
    ellipse(stage, x1, y1, Math.max(r0, r1), Math.max(r0, r1), z, paint);
    return;
  }
  const ux = dx / length;
  const uy = dy / length;
  const k = 7071 / 10000;
  stage.contour([
    x0 - uy * r0,
    y0 + ux * r0,
    x0 - (uy + ux) * r0 * k,
    y0 + (ux - uy) * r0 * k,
    x0 - ux * r0,
    y0 - uy * r0,
    x0 + (uy - ux) * r0 * k,
    y0 - (ux + uy) * r0 * k,
    x0 + uy * r0,
    y0 - ux * r0,
    x1 + uy * r1,
    y1 - ux * r1,
    x1 + (uy + ux) * r1 * k,
    y1 - (ux - uy) * r1 * k,
    x1 + ux * r1,
    y1 + uy * r1,
    x1 - (uy - ux) * r1 * k,
    y1 + (ux + uy) * r1 * k,
    x1 - uy * r1,
    y1 + ux * r1,
  ]);
  stage.fillAt(z, paint);
}

/** A paint for round things: sunlight from the viewer's side, lighter above than below. */
export function rounded(rgb: Rgb, top = 1.12, bottom = 0.8): Paint {
  return { rgb, material: material.wall, top, bottom };
}
