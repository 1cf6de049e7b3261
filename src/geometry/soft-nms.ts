import type { BoxRowsXYXY } from './box';

/** Of a box's score, what is left beside a better one of its class: exp(−IoU² / σ). */
const sigma = 0.5;

/** Options of {@link softNmsPerClass}. */
export interface SoftNmsOptions {
  /** A box goes when its score is not above this any more. */
  readonly pruneThresh: number;
  /** Stop once this many are kept; no limit by default. */
  readonly maxKept?: number;
}

/** Kept rows with the scores that are left of theirs, best first. */
export interface SoftNmsResult {
  readonly rows: Uint32Array;
  readonly scores: Float32Array;
}

/**
 * Soft non-maximum suppression among boxes of the same class (Bodla et al., arXiv 1704.04503), with the Gaussian that RegionCLIP tests with: the best box
 * is kept, all others of its class lose by how much they overlap it, and so on. Objects that stand close together stay, with lower scores.
 * @param boxes `[R * 4]` corner boxes in pixels, continuous coordinates
 * @param scores `[R]`; equal scores are taken in index order
 * @param classes `[R]` class index per row
 */
export function softNmsPerClass(
  boxes: BoxRowsXYXY,
  scores: Float32Array,
  classes: Int32Array,
  { pruneThresh, maxKept = Infinity }: SoftNmsOptions,
): SoftNmsResult {
  const rowsOfClass = new Map<number, number[]>();
  for (const [row, classIndex] of classes.entries()) {
    const rows = rowsOfClass.get(classIndex);
    if (rows) rows.push(row);
    else rowsOfClass.set(classIndex, [row]);
  }
  const kept: { readonly row: number; readonly score: number }[] = [];
  const left = Float32Array.from(scores);
  for (const rows of rowsOfClass.values()) {
    let alive = rows.filter((row) => left[row]! > pruneThresh);
    // Scores only fall, so those of one class come in their order.
    for (let count = 0; alive.length > 0 && count < maxKept; count++) {
      const best = alive.reduce((top, row) => (left[row]! > left[top]! ? row : top));
      kept.push({ row: best, score: left[best]! });
      for (const row of alive) {
        const overlap = iouOfRows(boxes, best, row);
        left[row]! *= Math.exp(-(overlap ** 2) / sigma);
      }
      alive = alive.filter((row) => row !== best && left[row]! > pruneThresh);
    }
  }
  const first = kept.sort((a, b) => b.score - a.score || a.row - b.row).slice(0, maxKept);
  return {
    rows: Uint32Array.from(first, ({ row }) => row),
    scores: Float32Array.from(first, ({ score }) => score),
  };
}

function iouOfRows(boxes: BoxRowsXYXY, a: number, b: number): number {
  const [ax1, ay1, ax2, ay2] = [boxes[a * 4]!, boxes[a * 4 + 1]!, boxes[a * 4 + 2]!, boxes[a * 4 + 3]!];
  const [bx1, by1, bx2, by2] = [boxes[b * 4]!, boxes[b * 4 + 1]!, boxes[b * 4 + 2]!, boxes[b * 4 + 3]!];
  const width = Math.min(ax2, bx2) - Math.max(ax1, bx1);
  const height = Math.min(ay2, by2) - Math.max(ay1, by1);
  if (width <= 0 || height <= 0) return 0;
  const intersection = width * height;
  return intersection / ((ax2 - ax1) * (ay2 - ay1) + (bx2 - bx1) * (by2 - by1) - intersection);
}
