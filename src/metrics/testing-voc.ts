/** Pascal VOC's evaluation as a plain, slow program, for tests: written from the definition of `voc_eval`, without anything of ours. */
import type { EvaluatedImage } from './evaluated-image';

interface VocBox {
  readonly image: number;
  /** xmin, ymin, xmax, ymax: both ends inside. */
  readonly box: readonly number[];
}

interface VocLine extends VocBox {
  readonly score: number;
}

interface VocObject extends VocBox {
  readonly difficult: boolean;
}

/** AP of a class at IoU .5 by VOC on continuous boxes; null without objects. Pixels are counted from 1. */
export function vocOracle(images: readonly EvaluatedImage[], classIndex: number, points: '11' | 'area'): number | null {
  const inclusive = ([x1 = 0, y1 = 0, x2 = 0, y2 = 0]: readonly number[]) => [x1 + 1, y1 + 1, x2, y2];
  const lines = detectionsOf(images, classIndex).map((line) => ({ ...line, box: inclusive(line.box) }));
  const objects = truthOf(images, classIndex).map((one) => ({ ...one, box: inclusive(one.box) }));
  return objects.every(({ difficult }) => difficult) ? null : vocEval(lines, objects, points);
}

/** The same as the paper's evaluator has it: what it writes into its files, read back. A class without objects has 0. */
export function referenceOracle(images: readonly EvaluatedImage[], classIndex: number): number {
  const lines = detectionsOf(images, classIndex).map(({ image, score, box: [x1 = 0, y1 = 0, x2 = 0, y2 = 0] }) => ({
    image,
    score: printed(score, 3),
    box: [printed(x1 + 1, 1), printed(y1 + 1, 1), printed(x2, 1), printed(y2, 1)],
  }));
  const objects = truthOf(images, classIndex).map((one) => ({ ...one, box: one.box.map(Math.trunc) }));
  return objects.every(({ difficult }) => difficult) ? 0 : vocEval(lines, objects, '11');
}

function detectionsOf(images: readonly EvaluatedImage[], k: number): readonly VocLine[] {
  return images.flatMap(({ detections }, image) =>
    detections
      .filter(({ classIndex }) => classIndex === k)
      .sort((a, b) => b.score - a.score)
      .map(({ score, box }) => ({ image, score, box })),
  );
}

function truthOf(images: readonly EvaluatedImage[], k: number): readonly VocObject[] {
  return images.flatMap(({ gtBoxes }, image) =>
    gtBoxes
      .filter(({ classIndex }) => classIndex === k)
      .map(({ box, difficult }) => ({ image, box, difficult: difficult === true })),
  );
}

/** Python's rounding in exact integers: a float is an integer times a power of two. */
function printed(value: number, digits: number): number {
  const scale = 2n ** 60n;
  const scaled = BigInt(value * 2 ** 60) * 10n ** BigInt(digits);
  let [whole, rest] = [scaled / scale, scaled % scale];
  if (2n * rest > scale || (2n * rest === scale && whole % 2n === 1n)) whole++;
  return Number(whole) / 10 ** digits;
}

function vocEval(lines: readonly VocLine[], objects: readonly VocObject[], points: '11' | 'area'): number {
  const wanted = objects.filter(({ difficult }) => !difficult).length;
  const found = new Set<VocObject>();
  const curve: { readonly recall: number; readonly precision: number }[] = [];
  let hits = 0;
  let errors = 0;
  for (const line of [...lines].sort((a, b) => b.score - a.score)) {
    let best: VocObject | null = null;
    let largest = -Infinity;
    for (const one of objects) {
      if (one.image !== line.image) continue;
      const overlap = inclusiveOverlap(line.box, one.box);
      if (overlap > largest) [best, largest] = [one, overlap];
    }
    if (best === null || largest <= 0.5) errors++;
    else if (best.difficult) continue;
    else if (found.has(best)) errors++;
    else {
      found.add(best);
      hits++;
    }
    curve.push({ recall: hits / wanted, precision: hits / (hits + errors) });
  }
  const bestFrom = (recall: number) =>
    Math.max(0, ...curve.filter((point) => point.recall >= recall).map(({ precision }) => precision));
  if (points === '11') return Array.from({ length: 11 }, (_, i) => bestFrom(i * 0.1)).reduce((a, b) => a + b) / 11;
  return curve.reduce((sum, { recall }, i) => sum + (recall - (curve[i - 1]?.recall ?? 0)) * bestFrom(recall), 0);
}

function inclusiveOverlap(a: readonly number[], b: readonly number[]): number {
  const [ax1 = 0, ay1 = 0, ax2 = 0, ay2 = 0] = a;
  const [bx1 = 0, by1 = 0, bx2 = 0, by2 = 0] = b;
  const width = Math.max(Math.min(bx2, ax2) - Math.max(bx1, ax1) + 1, 0);
  const height = Math.max(Math.min(by2, ay2) - Math.max(by1, ay1) + 1, 0);
  const area = (ax2 - ax1 + 1) * (ay2 - ay1 + 1) + (bx2 - bx1 + 1) * (by2 - by1 + 1);
  return (width * height) / (area - width * height);
}
