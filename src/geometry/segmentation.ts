import type { RgbImage } from './rgb-image';

/** A partition of an image into connected regions of like colour. */
export interface Segmentation {
  readonly width: number;
  readonly height: number;
  /** Region of each pixel, row by row, in [0, {@link count}). */
  readonly labels: Uint32Array;
  readonly count: number;
}

export interface SegmentationOptions {
  /** k: larger regions for larger values; in units of colour difference (0 to 442) times pixels. */
  readonly scale: number;
  /** Regions of fewer pixels join a neighbour. */
  readonly minSize: number;
}

/**
 * Graph-based segmentation (Felzenszwalb and Huttenlocher, IJCV 2004): neighbouring pixels join in order of colour difference, unless it
 * exceeds the internal difference of either side by more than k over its size. Edges to the right and downwards, diagonals included; the image is
 * smoothed by a 3×3 binomial first.
 */
export function segment(image: RgbImage, { scale, minSize }: SegmentationOptions): Segmentation {
  const { width, height } = image;
  const smooth = smoothed(image);
  const edges = sortedEdges(smooth, width, height);
  const sets = new RegionSets(width * height, scale);
  for (let at = 0; at < edges.count; at++) {
    const edge = edges.order[at]!;
    sets.joinWhereAlike(edges.from[edge]!, edges.to[edge]!, edges.weight[edge]!);
  }
  for (let at = 0; at < edges.count; at++) {
    const edge = edges.order[at]!;
    sets.joinWhereSmall(edges.from[edge]!, edges.to[edge]!, minSize);
  }
  return { width, height, ...sets.labels() };
}

/** Three planes `[3 * H * W]`, each pixel a weighted mean of its 3×3 neighbourhood; borders repeat. */
function smoothed({ width, height, data }: RgbImage): Float32Array {
  const size = width * height;
  const planes = new Float32Array(3 * size);
  const lines = new Float32Array(size);
  for (let channel = 0; channel < 3; channel++) {
    const plane = planes.subarray(channel * size, (channel + 1) * size);
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const value = (column: number) => data[(y * width + column) * 3 + channel]!;
        lines[y * width + x] = (value(Math.max(0, x - 1)) + 2 * value(x) + value(Math.min(width - 1, x + 1))) / 4;
      }
    }
    for (let y = 0; y < height; y++) {
      const [above, below] = [Math.max(0, y - 1) * width, Math.min(height - 1, y + 1) * width];
      for (let x = 0; x < width; x++) {
        plane[y * width + x] = (lines[above + x]! + 2 * lines[y * width + x]! + lines[below + x]!) / 4;
      }
    }
  }
  return planes;
}

interface Edges {
  readonly count: number;
  readonly from: Uint32Array;
  readonly to: Uint32Array;
  /** Euclidean difference of colour. */
  readonly weight: Float32Array;
  /** Edges by rising weight. */
  readonly order: Uint32Array;
}

/** Right, down, and both diagonals downwards. */
const neighbours = [
  [1, 0],
  [0, 1],
  [1, 1],
  [-1, 1],
] as const;

function sortedEdges(planes: Float32Array, width: number, height: number): Edges {
  const size = width * height;
  const most = 4 * size;
  const [from, to, weight] = [new Uint32Array(most), new Uint32Array(most), new Float32Array(most)];
  let count = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      for (const [dx, dy] of neighbours) {
        if (x + dx < 0 || x + dx >= width || y + dy >= height) continue;
        const [a, b] = [y * width + x, (y + dy) * width + x + dx];
        const red = planes[a]! - planes[b]!;
        const green = planes[size + a]! - planes[size + b]!;
        const blue = planes[2 * size + a]! - planes[2 * size + b]!;
        from[count] = a;
        to[count] = b;
        weight[count++] = Math.sqrt(red * red + green * green + blue * blue);
      }
    }
  }
  return { count, from, to, weight, order: orderByWeight(weight.subarray(0, count)) };
}

/** Weights differ in steps of 1/16 at least where it matters, so buckets of that width sort them in linear time. */
function orderByWeight(weight: Float32Array): Uint32Array {
  const bucketOf = (value: number) => Math.floor(value * 16);
  const starts = new Uint32Array(bucketOf(442) + 3);
  for (const value of weight) starts[bucketOf(value) + 1]!++;
  for (let at = 1; at < starts.length; at++) starts[at]! += starts[at - 1]!;
  const order = new Uint32Array(weight.length);
  weight.forEach((value, edge) => (order[starts[bucketOf(value)]!++] = edge));
  return order;
}

/** Disjoint sets of pixels, each with its size and the largest difference inside. */
class RegionSets {
  readonly #parent: Uint32Array;
  readonly #size: Uint32Array;
  /** Largest difference up to which a set may grow: Int(C) + k / |C|. */
  readonly #limit: Float32Array;
  readonly #scale: number;

  constructor(pixels: number, scale: number) {
    this.#parent = Uint32Array.from({ length: pixels }, (_, at) => at);
    this.#size = new Uint32Array(pixels).fill(1);
    this.#limit = new Float32Array(pixels).fill(scale);
    this.#scale = scale;
  }

  joinWhereAlike(a: number, b: number, weight: number): void {
    const [x, y] = [this.#root(a), this.#root(b)];
    if (x === y || weight > this.#limit[x]! || weight > this.#limit[y]!) return;
    const root = this.#join(x, y);
    this.#limit[root] = weight + this.#scale / this.#size[root]!;
  }

  joinWhereSmall(a: number, b: number, minSize: number): void {
    const [x, y] = [this.#root(a), this.#root(b)];
    if (x !== y && (this.#size[x]! < minSize || this.#size[y]! < minSize)) this.#join(x, y);
  }

  labels(): { readonly labels: Uint32Array; readonly count: number } {
    const names = new Map<number, number>();
    const labels = Uint32Array.from(this.#parent, (_, at) => {
      const root = this.#root(at);
      const known = names.get(root);
      if (known !== undefined) return known;
      names.set(root, names.size);
      return names.size - 1;
    });
    return { labels, count: names.size };
  }

  #join(x: number, y: number): number {
    const [root, other] = this.#size[x]! >= this.#size[y]! ? [x, y] : [y, x];
    this.#parent[other] = root;
    this.#size[root]! += this.#size[other]!;
    return root;
  }

  #root(at: number): number {
    let root = at;
    while (this.#parent[root] !== root) {
      // Halving the path keeps later look-ups short.
      this.#parent[root] = this.#parent[this.#parent[root]!]!;
      root = this.#parent[root]!;
    }
    return root;
  }
}
