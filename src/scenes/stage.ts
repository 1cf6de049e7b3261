import { nearPlane, screenX, screenY, type Camera } from './camera';
import { material, type Paint, type Raster, type Material } from './raster';
import type { Rgb } from './colours';

/** A point or direction in the world, metres (see {@link Camera}). */
export type Vec3 = readonly [x: number, y: number, z: number];

/** A lamp, headlight or tail light that the lighting pass turns into halo, pool and reflection. */
export interface LightSource {
  readonly position: Vec3;
  readonly rgb: Rgb;
  /** Reach of the light that it casts on surfaces, metres; 0: casts none. */
  readonly reach: number;
  /** Point that the cast light spreads from, if it is not the source itself (a beam's spot on the road). */
  readonly spot?: Vec3;
  /** Radius of the visible halo, metres; 0: no halo. */
  readonly halo: number;
  /** Road user that it belongs to, 0 for none; its halo shows only where that one is on top. */
  readonly id: number;
}

/** Illumination that drawing needs; the rest is applied per pixel afterwards. */
export interface StageLight {
  /** Unit vector towards the sun or moon. */
  readonly sun: Vec3;
  /** Strength of cast shadows, 0 to 1. */
  readonly shadow: number;
  /** Vehicle and street lights, 0 off to 1 full. */
  readonly lamps: number;
  /** Share of windows that are lit. */
  readonly windows: number;
  /** Snow on what faces up, 0 to 1. */
  readonly snow: number;
}

const maxPoints = 96;

/** Draws world polygons into a {@link Raster}. */
export class Stage {
  readonly raster: Raster;
  readonly camera: Camera;
  readonly light: StageLight;
  /** Road user being drawn, 0 for scenery. */
  id = 0;
  readonly lights: LightSource[] = [];

  private readonly world = new Float64Array(maxPoints * 3);
  private readonly clipped = new Float64Array(maxPoints * 3);
  private readonly screen = new Float64Array(maxPoints * 2);

  constructor(raster: Raster, camera: Camera, light: StageLight) {
    this.raster = raster;
    this.camera = camera;
    this.light = light;
  }

  /** Pixels that a metre takes at depth z. */
  scale(z: number): number {
    return this.camera.focal / z;
  }

  /** Fills a planar polygon, given as x, y, z triples. */
  polygon(points: readonly number[], paint: Paint): void {
    const count = this.load(points);
    if (count < 3) return;
    const [nx, ny, nz, d] = this.plane(count);
    const length = Math.sqrt(nx * nx + ny * ny + nz * nz);
    if (length === 0) return;
    const clippedCount = this.project(count);
    if (clippedCount < 3) return;
    this.raster.contour(this.screen, clippedCount);
    this.fillPlane(paint, nx / length, ny / length, nz / length, d / length, clippedCount);
  }

  /** Fills a polygon that faces the viewer at depth z, given as world x, y pairs. */
  flat(z: number, points: readonly number[], paint: Paint): void {
    if (z < nearPlane) return;
    const count = points.length / 2;
    for (let i = 0; i < count; i++) {
      this.screen[2 * i] = screenX(this.camera, points[2 * i] as number, z);
      this.screen[2 * i + 1] = screenY(this.camera, points[2 * i + 1] as number, z);
    }
    this.raster.contour(this.screen, count);
    this.fillAt(z, paint);
  }

  /** Adds a screen contour (x, y pairs in pixels) to the current shape; finish with {@link fillAt}. */
  contour(points: readonly number[]): void {
    const count = Math.min(maxPoints, points.length / 2);
    for (let i = 0; i < count * 2; i++) this.screen[i] = points[i] as number;
    this.raster.contour(this.screen, count);
  }

  /** Fills the current shape at one depth. */
  fillAt(z: number, paint: Paint): void {
    const lit = paint.lit ?? this.facing(0, 0.25, -0.97);
    this.raster.fill(paint, lit, this.id, 0, 0, 1 / z, 1 / z, 1 / z);
  }

  /** Darkens a polygon on the ground, given as x, z pairs. */
  groundShadow(points: readonly number[], ambient: number, direct: number): void {
    const flat: number[] = [];
    for (let i = 0; i < points.length; i += 2) flat.push(points[i] as number, 0, points[i + 1] as number);
    const count = this.project(this.load(flat));
    if (count < 3) return;
    this.raster.contour(this.screen, count);
    this.raster.shadow(ambient, direct);
  }

  /** Share of sunlight on a surface with that unit normal. */
  facing(nx: number, ny: number, nz: number): number {
    const [sx, sy, sz] = this.light.sun;
    const cosine = nx * sx + ny * sy + nz * sz;
    return cosine <= 0 ? 0 : cosine;
  }

  private load(points: readonly number[]): number {
    const count = Math.min(maxPoints - 4, points.length / 3);
    for (let i = 0; i < count * 3; i++) this.world[i] = points[i] as number;
    return count;
  }

  /** Newell's normal and the plane's offset, relative to the eye. */
  private plane(count: number): [nx: number, ny: number, nz: number, d: number] {
    const { world, camera } = this;
    let nx = 0;
    let ny = 0;
    let nz = 0;
    let px = world[3 * count - 3] as number;
    let py = world[3 * count - 2] as number;
    let pz = world[3 * count - 1] as number;
    for (let i = 0; i < count; i++) {
      const x = world[3 * i] as number;
      const y = world[3 * i + 1] as number;
      const z = world[3 * i + 2] as number;
      nx += (py - y) * (pz + z);
      ny += (pz - z) * (px + x);
      nz += (px - x) * (py + y);
      px = x;
      py = y;
      pz = z;
    }
    const d = nx * px + ny * (py - camera.height) + nz * pz;
    return [nx, ny, nz, d];
  }

  /** Clips the loaded polygon at the near plane and projects it; returns the number of screen points. */
  private project(count: number): number {
    const { world, clipped, camera, screen } = this;
    let n = 0;
    let px = world[3 * count - 3] as number;
    let py = world[3 * count - 2] as number;
    let pz = world[3 * count - 1] as number;
    for (let i = 0; i < count; i++) {
      const x = world[3 * i] as number;
      const y = world[3 * i + 1] as number;
      const z = world[3 * i + 2] as number;
      if (pz < nearPlane !== z < nearPlane) {
        const t = (nearPlane - pz) / (z - pz);
        clipped[3 * n] = px + (x - px) * t;
        clipped[3 * n + 1] = py + (y - py) * t;
        clipped[3 * n + 2] = nearPlane;
        n++;
      }
      if (z >= nearPlane) {
        clipped[3 * n] = x;
        clipped[3 * n + 1] = y;
        clipped[3 * n + 2] = z;
        n++;
      }
      px = x;
      py = y;
      pz = z;
    }
    for (let i = 0; i < n; i++) {
      const z = clipped[3 * i + 2] as number;
      screen[2 * i] = screenX(camera, clipped[3 * i] as number, z);
      screen[2 * i + 1] = screenY(camera, clipped[3 * i + 1] as number, z);
    }
    return n;
  }

  private fillPlane(paint: Paint, nx: number, ny: number, nz: number, d: number, count: number): void {
    const { clipped, camera } = this;
    let far = 0;
    let near = 1e9;
    for (let i = 0; i < count; i++) {
      const z = clipped[3 * i + 2] as number;
      if (z > far) far = z;
      if (z < near) near = z;
    }
    // The normal towards the eye: the plane's offset is negative along it.
    const flip = d > 0 ? -1 : 1;
    const lit = paint.lit ?? this.facing(nx * flip, ny * flip, nz * flip);
    let za = 0;
    let zb = 0;
    let zc = 1 / near;
    if (Math.abs(d) > 1e-4) {
      za = nx / (camera.focal * d);
      zb = -ny / (camera.focal * d);
      zc = nz / d - za * camera.centreX - zb * camera.horizonY;
    }
    this.raster.fill(paint, lit, this.id, za, zb, zc, 1 / far, 1 / near);
  }
}

/** An opaque paint. */
export function solid(rgb: Rgb, kind: Material = material.wall): Paint {
  return { rgb, material: kind };
}
