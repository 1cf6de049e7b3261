import type { Rgb } from './colours';

/** What a pixel's surface is; weather treats them differently. */
export const material = { sky: 0, road: 1, ground: 2, wall: 3, top: 4, glass: 5, foliage: 6 } as const;
export type Material = (typeof material)[keyof typeof material];

/** How a polygon is filled. */
export interface Paint {
  readonly rgb: Rgb;
  readonly material: Material;
  /** Share of full sunlight that reaches it, 0 to 1; undefined: from the polygon's own direction. */
  readonly lit?: number;
  /** 0: only reflects light; 1: shines with its own colour; more: brighter. */
  readonly emit?: number;
  /** Opacity, 0 to 1; default 1. */
  readonly alpha?: number;
  /** Brightness at the polygon's upper and lower end, default 1: soft shading. */
  readonly top?: number;
  readonly bottom?: number;
}

/** Coverage from which a pixel belongs to an object's silhouette. */
const silhouetteCoverage = 0.42;

/**
 * Colour, light and identity of each pixel, filled by polygons in painter's order with exact area coverage.
 * Screen coordinates: pixels, x to the right, y down, pixel (i, j) covers [i, i+1) × [j, j+1).
 */
export class Raster {
  readonly width: number;
  readonly height: number;
  /** Share of light that the surface reflects, interleaved; after composing, the light that the lens sees. */
  readonly rgb: Float32Array;
  readonly lit: Float32Array;
  /** Light that the pixel sends out itself, interleaved. */
  readonly emitted: Float32Array;
  /** One over the depth in metres, 0 at infinity. */
  readonly inverseDepth: Float32Array;
  readonly material: Uint8Array;
  /** Number of the road user on top, 0 for none. */
  readonly id: Uint8Array;

  private readonly cover: Float32Array;
  private readonly stride: number;
  /** Columns that the current shape touches, by row. */
  private readonly rowMin: Int32Array;
  private readonly rowMax: Int32Array;
  private minY = 0;
  private maxY = 0;

  constructor(width: number, height: number) {
    this.width = width;
    this.height = height;
    const pixels = width * height;
    this.rgb = new Float32Array(pixels * 3);
    this.lit = new Float32Array(pixels);
    this.emitted = new Float32Array(pixels * 3);
    this.inverseDepth = new Float32Array(pixels);
    this.material = new Uint8Array(pixels);
    this.id = new Uint8Array(pixels);
    this.stride = width + 3;
    this.cover = new Float32Array(this.stride * (height + 1));
    this.rowMin = new Int32Array(height).fill(width + 2);
    this.rowMax = new Int32Array(height).fill(-1);
    this.resetBounds();
  }

  /** Adds the closed contour of the first `count` points of `xy` to the current shape; opposite windings cut holes. */
  contour(xy: Float64Array, count: number): void {
    let x0 = xy[2 * count - 2] as number;
    let y0 = xy[2 * count - 1] as number;
    for (let i = 0; i < count; i++) {
      const x1 = xy[2 * i] as number;
      const y1 = xy[2 * i + 1] as number;
      this.edge(x0, y0, x1, y1);
      x0 = x1;
      y0 = y1;
    }
  }

  /** Fills the current shape. The inverse depth is `za·x + zb·y + zc`, kept inside [zMin, zMax]. */
  fill(paint: Paint, lit: number, id: number, za: number, zb: number, zc: number, zMin: number, zMax: number): void {
    const { stride, width, cover, rgb, emitted } = this;
    const [pr, pg, pb] = paint.rgb;
    const emit = paint.emit ?? 0;
    const reflect = emit < 1 ? 1 - emit : 0;
    const alpha = paint.alpha ?? 1;
    const top = paint.top ?? 1;
    const slope = ((paint.bottom ?? 1) - top) / Math.max(1, this.maxY - this.minY);
    for (let y = this.minY; y <= this.maxY; y++) {
      const firstX = this.rowMin[y] as number;
      const lastX = Math.min(this.rowMax[y] as number, width - 1);
      const shade = top + slope * (y - this.minY);
      const r = pr * shade * reflect;
      const g = pg * shade * reflect;
      const b = pb * shade * reflect;
      const er = pr * shade * emit;
      const eg = pg * shade * emit;
      const eb = pb * shade * emit;
      const coverRow = y * stride;
      const row = y * width;
      let sum = 0;
      for (let x = firstX; x <= lastX; x++) {
        sum += cover[coverRow + x] as number;
        let a = (sum < 0 ? -sum : sum) * alpha;
        if (a < 0.004) continue;
        const i = row + x;
        const j = i * 3;
        if (a > 0.996) {
          rgb[j] = r;
          rgb[j + 1] = g;
          rgb[j + 2] = b;
          this.lit[i] = lit;
          emitted[j] = er;
          emitted[j + 1] = eg;
          emitted[j + 2] = eb;
        } else {
          if (a > 1) a = 1;
          const k = 1 - a;
          rgb[j] = (rgb[j] as number) * k + r * a;
          rgb[j + 1] = (rgb[j + 1] as number) * k + g * a;
          rgb[j + 2] = (rgb[j + 2] as number) * k + b * a;
          this.lit[i] = (this.lit[i] as number) * k + lit * a;
          emitted[j] = (emitted[j] as number) * k + er * a;
          emitted[j + 1] = (emitted[j + 1] as number) * k + eg * a;
          emitted[j + 2] = (emitted[j + 2] as number) * k + eb * a;
          if (a < silhouetteCoverage) continue;
        }
        const z = za * (x + 0.5) + zb * (y + 0.5) + zc;
        this.inverseDepth[i] = z < zMin ? zMin : z > zMax ? zMax : z;
        this.material[i] = paint.material;
        this.id[i] = id;
      }
    }
    this.clearCover();
  }

  /** Darkens what lies under the current shape: `ambient` of all its light, `direct` of its sunlight, 0 to 1. */
  shadow(ambient: number, direct: number): void {
    const { stride, width, cover, rgb } = this;
    for (let y = this.minY; y <= this.maxY; y++) {
      const firstX = this.rowMin[y] as number;
      const lastX = Math.min(this.rowMax[y] as number, width - 1);
      let sum = 0;
      for (let x = firstX; x <= lastX; x++) {
        sum += cover[y * stride + x] as number;
        const a = Math.min(1, sum < 0 ? -sum : sum);
        if (a < 0.004) continue;
        const i = y * width + x;
        const k = 1 - a * ambient;
        rgb[i * 3] = (rgb[i * 3] as number) * k;
        rgb[i * 3 + 1] = (rgb[i * 3 + 1] as number) * k;
        rgb[i * 3 + 2] = (rgb[i * 3 + 2] as number) * k;
        this.lit[i] = (this.lit[i] as number) * (1 - a * direct);
      }
    }
    this.clearCover();
  }

  /** Pixels that carry that id. */
  count(id: number): number {
    let count = 0;
    for (let i = 0; i < this.id.length; i++) if (this.id[i] === id) count++;
    return count;
  }

  private resetBounds(): void {
    this.minY = this.height;
    this.maxY = -1;
  }

  private clearCover(): void {
    for (let y = this.minY; y <= this.maxY; y++) {
      const first = this.rowMin[y] as number;
      const last = this.rowMax[y] as number;
      if (last < first) continue;
      this.cover.fill(0, y * this.stride + first, y * this.stride + last + 2);
      this.rowMin[y] = this.width + 2;
      this.rowMax[y] = -1;
    }
    this.resetBounds();
  }

  /** Accumulates the signed area that one edge leaves to its right, as differences along each row. */
  private edge(xa: number, ya: number, xb: number, yb: number): void {
    if (ya === yb) return;
    const { cover, width, height, stride } = this;
    const down = ya < yb;
    const direction = down ? 1 : -1;
    const x0 = down ? xa : xb;
    const y0 = down ? ya : yb;
    const x1 = down ? xb : xa;
    const y1 = down ? yb : ya;
    if (y1 <= 0 || y0 >= height) return;
    const dxdy = (x1 - x0) / (y1 - y0);
    const yStart = y0 < 0 ? 0 : y0;
    let x = x0 + (yStart - y0) * dxdy;
    const firstRow = Math.floor(yStart);
    const lastRow = Math.min(height - 1, Math.ceil(y1) - 1);
    if (firstRow < this.minY) this.minY = firstRow;
    if (lastRow > this.maxY) this.maxY = lastRow;
    for (let y = firstRow; y <= lastRow; y++) {
      const dy = (y1 < y + 1 ? y1 : y + 1) - (yStart > y ? yStart : y);
      const xNext = x + dxdy * dy;
      const d = dy * direction;
      let left = x < xNext ? x : xNext;
      let right = x < xNext ? xNext : x;
      if (left < 0) left = 0;
      else if (left > width) left = width;
      if (right < 0) right = 0;
      else if (right > width) right = width;
      const first = Math.floor(left);
      const last = Math.ceil(right);
      if (first < (this.rowMin[y] as number)) this.rowMin[y] = first;
      if (last > (this.rowMax[y] as number)) this.rowMax[y] = last;
      const at = y * stride + first;
      if (last <= first + 1) {
        const middle = 0.5 * (left + right) - first;
        cover[at] = (cover[at] as number) + d - d * middle;
        cover[at + 1] = (cover[at + 1] as number) + d * middle;
      } else {
        // What the edge leaves to its right in each column: the part crossed before it in full, the part inside it as a trapezoid.
        const s = d / (right - left);
        let before = 0;
        for (let column = first; column <= last; column++) {
          const start = column > left ? column : left;
          const end = column + 1 < right ? column + 1 : right;
          const total = column >= right ? d : s * (start - left + (end - start) * (column + 1 - 0.5 * (start + end)));
          const here = y * stride + column;
          cover[here] = (cover[here] as number) + total - before;
          before = total;
        }
      }
      x = xNext;
    }
  }
}
