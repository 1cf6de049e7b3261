import type { BoxRowsXYXY } from './box';
import type { RgbImage } from './rgb-image';
import { segment, type Segmentation } from './segmentation';

export interface SelectiveSearchOptions {
  /** k of each segmentation from which the grouping starts; more give more boxes. */
  readonly scales: readonly number[];
  /** Pixels of the smallest first region. */
  readonly minSize: number;
  /** Shorter side of the smallest box that is kept, in pixels. */
  readonly minSide: number;
}

export const selectiveSearchDefaults: SelectiveSearchOptions = { scales: [40, 120, 300], minSize: 20, minSide: 6 };

/**
 * Class-agnostic boxes by selective search (Uijlings et al., IJCV 2013, "fast"): an over-segmentation whose most alike neighbours merge until
 * one region is left; every region on the way gives its box. Alike is the sum of three similarities in [0, 1]: colour histograms, small
 * size, and how well the two fill their common box. Texture, the paper's fourth, is left out.
 *
 * @returns boxes in pixels, `[R * 4]`, without doubles, the largest first
 */
export function selectiveSearch(
  image: RgbImage,
  options: SelectiveSearchOptions = selectiveSearchDefaults,
): BoxRowsXYXY {
  const boxes = new Map<string, readonly [number, number, number, number]>();
  for (const scale of options.scales) {
    const regions = firstRegions(image, segment(image, { scale, minSize: options.minSize }));
    for (const { x1, y1, x2, y2 } of mergeAll(regions, image.width * image.height)) {
      if (Math.min(x2 - x1, y2 - y1) >= options.minSide) boxes.set(`${x1},${y1},${x2},${y2}`, [x1, y1, x2, y2]);
    }
  }
  const area = ([x1, y1, x2, y2]: readonly [number, number, number, number]) => (x2 - x1) * (y2 - y1);
  return Float32Array.from([...boxes.values()].sort((a, b) => area(b) - area(a)).flat());
}

interface Region {
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
  readonly size: number;
  /** Sums to 1 per channel. */
  readonly colours: Float32Array;
  readonly neighbours: Set<number>;
}

const binsPerChannel = 25;

function firstRegions({ data }: RgbImage, { width, height, labels, count }: Segmentation): Region[] {
  const boxes = Array.from({ length: count }, () => ({ x1: width, y1: height, x2: 0, y2: 0, size: 0 }));
  const colours = Array.from({ length: count }, () => new Float32Array(3 * binsPerChannel));
  const neighbours = Array.from({ length: count }, () => new Set<number>());
  const meet = (a: number, b: number) => {
    if (a === b) return;
    neighbours[a]!.add(b);
    neighbours[b]!.add(a);
  };
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const pixel = y * width + x;
      const label = labels[pixel]!;
      const box = boxes[label]!;
      box.x1 = Math.min(box.x1, x);
      box.y1 = Math.min(box.y1, y);
      box.x2 = Math.max(box.x2, x + 1);
      box.y2 = Math.max(box.y2, y + 1);
      box.size++;
      for (let channel = 0; channel < 3; channel++) {
        const bin = Math.floor((data[pixel * 3 + channel]! * binsPerChannel) / 256);
        colours[label]![channel * binsPerChannel + bin]!++;
      }
      if (x + 1 < width) meet(label, labels[pixel + 1]!);
      if (y + 1 < height) meet(label, labels[pixel + width]!);
    }
  }
  return boxes.map((box, at) => ({
    ...box,
    colours: colours[at]!.map((value) => value / box.size),
    neighbours: neighbours[at]!,
  }));
}

/** All regions, the first ones and those that arise by merging. */
function mergeAll(first: readonly Region[], imageSize: number): readonly Region[] {
  const regions: Region[] = [...first];
  const alive = new Set(regions.keys());
  const pairs = new PairQueue();
  const offer = (a: number, b: number) => pairs.add(similarity(regions[a]!, regions[b]!, imageSize), a, b);
  regions.forEach(({ neighbours }, a) => {
    for (const b of neighbours) if (a < b) offer(a, b);
  });
  for (let pair = pairs.best(alive); pair !== null; pair = pairs.best(alive)) {
    const [a, b] = pair;
    const joined = merged(regions[a]!, regions[b]!, a, b);
    const name = regions.push(joined) - 1;
    alive.delete(a);
    alive.delete(b);
    alive.add(name);
    for (const other of joined.neighbours) {
      const around = regions[other]!.neighbours;
      around.delete(a);
      around.delete(b);
      around.add(name);
      offer(name, other);
    }
  }
  return regions;
}

function merged(a: Region, b: Region, nameA: number, nameB: number): Region {
  const size = a.size + b.size;
  const neighbours = new Set([...a.neighbours, ...b.neighbours]);
  neighbours.delete(nameA);
  neighbours.delete(nameB);
  return {
    x1: Math.min(a.x1, b.x1),
    y1: Math.min(a.y1, b.y1),
    x2: Math.max(a.x2, b.x2),
    y2: Math.max(a.y2, b.y2),
    size,
    colours: a.colours.map((value, at) => (value * a.size + b.colours[at]! * b.size) / size),
    neighbours,
  };
}

function similarity(a: Region, b: Region, imageSize: number): number {
  let colour = 0;
  for (let at = 0; at < a.colours.length; at++) colour += Math.min(a.colours[at]!, b.colours[at]!);
  const width = Math.max(a.x2, b.x2) - Math.min(a.x1, b.x1);
  const height = Math.max(a.y2, b.y2) - Math.min(a.y1, b.y1);
  const both = a.size + b.size;
  return colour / 3 + (1 - both / imageSize) + (1 - (width * height - both) / imageSize);
}

/** A binary heap of pairs, the most similar first; pairs of regions that are gone are skipped when they come up. */
class PairQueue {
  readonly #heap: (readonly [similarity: number, a: number, b: number])[] = [];

  add(value: number, a: number, b: number): void {
    const heap = this.#heap;
    let at = heap.push([value, a, b]) - 1;
    while (at > 0) {
      const above = (at - 1) >> 1;
      if (heap[above]![0] >= heap[at]![0]) break;
      [heap[above], heap[at]] = [heap[at]!, heap[above]!];
      at = above;
    }
  }

  best(alive: ReadonlySet<number>): readonly [number, number] | null {
    for (let top = this.#pop(); top !== undefined; top = this.#pop()) {
      const [, a, b] = top;
      if (alive.has(a) && alive.has(b)) return [a, b];
    }
    return null;
  }

  #pop(): readonly [number, number, number] | undefined {
    const heap = this.#heap;
    const top = heap[0];
    const last = heap.pop();
    if (heap.length === 0 || last === undefined) return top;
    heap[0] = last;
    let at = 0;
    for (;;) {
      const [left, right] = [2 * at + 1, 2 * at + 2];
      let largest = at;
      if (left < heap.length && heap[left]![0] > heap[largest]![0]) largest = left;
      if (right < heap.length && heap[right]![0] > heap[largest]![0]) largest = right;
      if (largest === at) return top;
      [heap[at], heap[largest]] = [heap[largest]!, heap[at]!];
      at = largest;
    }
  }
}
