import type { BoxXYXY } from '../../src/geometry/box';

/** A detection as goldens keep it. */
export interface FoundObject {
  readonly className: string;
  readonly score: number;
  /** Pixels: x1, y1, x2, y2. */
  readonly box: readonly [number, number, number, number];
}

export interface DetectionTolerance {
  readonly score: number;
  readonly pixels: number;
}

export interface DetectionComparison {
  /** Objects of one side without their like on the other. */
  readonly unmatched: readonly FoundObject[];
  readonly score: number;
  readonly pixels: number;
}

/** Scores below this lie too near to the thresholds: rounding decides whether such an object is there. */
export const surelyFound = 0.3;

/** Compares both ways: whatever one side is sure of, the other has, too, of the same class, score and place. */
export function matchDetections(
  actual: readonly FoundObject[],
  golden: readonly FoundObject[],
  tolerance: DetectionTolerance,
): DetectionComparison {
  const unmatched: FoundObject[] = [];
  let [score, pixels] = [0, 0];
  for (const [those, others] of [
    [actual, golden],
    [golden, actual],
  ] as const) {
    for (const object of those.filter((one) => one.score >= surelyFound)) {
      const near = others
        .filter(({ className }) => className === object.className)
        .map((other) => ({ score: Math.abs(other.score - object.score), pixels: apart(object.box, other.box) }))
        .filter((gap) => gap.score <= tolerance.score && gap.pixels <= tolerance.pixels)
        .toSorted((a, b) => a.pixels - b.pixels)[0];
      if (near === undefined) unmatched.push(object);
      score = Math.max(score, near?.score ?? 0);
      pixels = Math.max(pixels, near?.pixels ?? 0);
    }
  }
  return { unmatched, score, pixels };
}

function apart(a: FoundObject['box'], b: FoundObject['box']): number {
  return Math.max(...a.map((side, i) => Math.abs(side - b[i]!)));
}

/** A detection of the page, rounded as goldens are. */
export function foundObject(detection: {
  readonly className: string;
  readonly score: number;
  readonly box: BoxXYXY;
}): FoundObject {
  const { className, score, box } = detection;
  const round = (value: number, digits: number) => Number(value.toFixed(digits));
  return {
    className,
    score: round(score, 4),
    box: [round(box[0], 2), round(box[1], 2), round(box[2], 2), round(box[3], 2)],
  };
}
