import { Scratch } from './scratch';

/** One pass of an extended box filter (Gwosdek et al. 2011): weight `inner` on 2·radius + 1 values, and `outer` on the next at both ends. */
export interface ExtendedBox {
  readonly radius: number;
  readonly inner: number;
  readonly outer: number;
}

/** An image between two passes along y. */
const halfway = new Scratch((length) => new Uint16Array(length));

/** Passes in each direction. Two boxes are a trapezoid, near enough to a Gaussian for an augmentation, and a third less work than three. */
const passes = 2;

/**
 * The box whose variance is half of `deviation`², so that two passes have the whole.
 * @param deviation in pixels, positive
 */
export function extendedBox(deviation: number): ExtendedBox {
  const variance = (deviation * deviation) / passes;
  const radius = Math.floor((Math.sqrt(12 * variance + 1) - 1) / 2);
  const side = 2 * radius + 1;
  const next = (radius + 1) * (radius + 1);
  const share = (side * (radius * (radius + 1) - 3 * variance)) / (6 * (variance - next));
  const sum = side + 2 * share;
  return { radius, inner: 1 / sum, outer: share / sum };
}

/**
 * Blurs an image of 8.8 bits in place; beyond the edge the outermost pixel goes on. The time does not depend on the deviation.
 * @param pixels `[height][width][3]`
 * @param deviation in pixels, positive
 */
export function blurFixed(pixels: Uint16Array, width: number, height: number, deviation: number): void {
  const box = extendedBox(deviation);
  blurRows(pixels, width, height, box);
  blurColumns(pixels, width, height, box);
}

/** All passes along x, a row at a time between two lines that have the edge at both ends. */
function blurRows(pixels: Uint16Array, width: number, height: number, box: ExtendedBox): void {
  const row = 3 * width;
  const margin = 3 * (box.radius + 1);
  let line = new Int32Array(row + 2 * margin);
  let blurred = new Int32Array(line.length);
  for (let start = 0; start < height * row; start += row) {
    for (let i = 0; i < row; i++) line[margin + i] = pixels[start + i]!;
    for (let pass = 0; pass < passes; pass++) {
      blurLine(line, blurred, margin, box);
      [line, blurred] = [blurred, line];
    }
    for (let i = 0; i < row; i++) pixels[start + i] = line[margin + i]!;
  }
}

/** One pass from line to line; the values begin at `margin` and end as far before the end. */
function blurLine(line: Int32Array, blurred: Int32Array, margin: number, { inner, outer }: ExtendedBox): void {
  const end = line.length - margin;
  for (let i = 0; i < margin; i++) {
    line[i] = line[margin + (i % 3)]!;
    line[end + i] = line[end - 3 + (i % 3)]!;
  }
  for (let channel = 0; channel < 3; channel++) {
    let sum = 0;
    for (let i = 3 + channel; i < 2 * margin; i += 3) sum += line[i]!;
    for (let i = margin + channel; i < end; i += 3) {
      const enters = line[i + margin]!;
      blurred[i] = (sum * inner + (line[i - margin]! + enters) * outer + 0.5) | 0;
      sum += enters - line[i - margin + 3]!;
    }
  }
}

/** All passes along y, two at a time: there and back. */
function blurColumns(pixels: Uint16Array, width: number, height: number, box: ExtendedBox): void {
  const between = halfway.take(pixels.length);
  for (let pass = 0; pass < passes; pass += 2) {
    blurColumnsOnce(pixels, between, 3 * width, height, box);
    blurColumnsOnce(between, pixels, 3 * width, height, box);
  }
}

/** One pass from image to image, for all columns at once; `row` values make a row. */
function blurColumnsOnce(from: Uint16Array, to: Uint16Array, row: number, height: number, box: ExtendedBox): void {
  const { radius, inner, outer } = box;
  const sums = new Int32Array(row);
  const rowStart = (y: number) => Math.min(height - 1, Math.max(0, y)) * row;
  for (let y = -radius; y <= radius; y++) {
    const start = rowStart(y);
    for (let i = 0; i < row; i++) sums[i]! += from[start + i]!;
  }
  for (let y = 0; y < height; y++) {
    const start = y * row;
    const leaves = rowStart(y - radius - 1);
    const enters = rowStart(y + radius + 1);
    const last = rowStart(y - radius);
    for (let i = 0; i < row; i++) {
      const sum = sums[i]!;
      const entering = from[enters + i]!;
      to[start + i] = (sum * inner + (from[leaves + i]! + entering) * outer + 0.5) | 0;
      sums[i] = sum + entering - from[last + i]!;
    }
  }
}
