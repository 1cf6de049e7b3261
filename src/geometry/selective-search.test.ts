import { describe, expect, it } from 'vitest';
import { iou } from './iou';
import { boxXYXY } from './box';
import type { RgbImage } from './rgb-image';
import { segment } from './segmentation';
import { selectiveSearch } from './selective-search';

type Rectangle = readonly [x1: number, y1: number, x2: number, y2: number, red: number, green: number, blue: number];

/** A grey image with plain rectangles, later ones in front. */
function picture(width: number, height: number, rectangles: readonly Rectangle[]): RgbImage {
  const data = new Uint8Array(width * height * 3).fill(128);
  for (const [x1, y1, x2, y2, ...colour] of rectangles)
    for (let y = y1; y < y2; y++) for (let x = x1; x < x2; x++) data.set(colour, (y * width + x) * 3);
  return { width, height, data };
}

const car: Rectangle = [20, 30, 60, 50, 200, 30, 30];
const bus: Rectangle = [70, 5, 95, 60, 30, 30, 200];

describe('segmentation', () => {
  it('finds plain regions and the background, whatever touches the border', () => {
    const { labels, count } = segment(picture(100, 64, [car, bus]), { scale: 100, minSize: 20 });
    const at = (x: number, y: number) => labels[y * 100 + x];
    expect(new Set([at(40, 40), at(80, 30), at(2, 2)]).size).toBe(3);
    expect(at(25, 35)).toBe(at(55, 45));
    expect(at(2, 2)).toBe(at(97, 62));
    expect(Math.max(...labels)).toBe(count - 1);
  });

  it('a plain image is one region; regions under the least size join a neighbour', () => {
    expect(segment(picture(16, 16, []), { scale: 1, minSize: 1 }).count).toBe(1);
    const speck = picture(32, 32, [[10, 10, 12, 12, 255, 0, 0]]);
    expect(segment(speck, { scale: 1, minSize: 40 }).count).toBe(1);
  });

  it('takes an image of one pixel', () => {
    expect([...segment(picture(1, 1, []), { scale: 10, minSize: 5 }).labels]).toEqual([0]);
  });
});

describe('selective search', () => {
  it('has a box around each object, an object of two colours included, and the whole image', () => {
    const roof: Rectangle = [28, 22, 52, 30, 190, 60, 40];
    const boxes = selectiveSearch(picture(100, 64, [car, roof, bus]));
    const best = (wanted: readonly [number, number, number, number]) => {
      const ious = Array.from({ length: boxes.length / 4 }, (_, row) => {
        const [x1, y1, x2, y2] = boxes.subarray(row * 4, row * 4 + 4) as unknown as [number, number, number, number];
        return iou(boxXYXY(...wanted), boxXYXY(x1, y1, x2, y2));
      });
      return Math.max(...ious);
    };
    expect(best([20, 30, 60, 50])).toBeGreaterThan(0.8);
    expect(best([70, 5, 95, 60])).toBeGreaterThan(0.8);
    expect(best([20, 22, 60, 50])).toBeGreaterThan(0.8);
    expect([...boxes.subarray(0, 4)]).toEqual([0, 0, 100, 64]);
  });

  it('names no box twice and none that leaves the image', () => {
    const boxes = selectiveSearch(picture(100, 64, [car, bus]));
    const rows = Array.from({ length: boxes.length / 4 }, (_, row) => boxes.slice(row * 4, row * 4 + 4).join());
    expect(new Set(rows).size).toBe(rows.length);
    for (let row = 0; row < boxes.length; row += 4) {
      expect(boxes[row]).toBeGreaterThanOrEqual(0);
      expect(boxes[row + 2]).toBeLessThanOrEqual(100);
      expect(boxes[row + 3]).toBeLessThanOrEqual(64);
      expect(boxes[row]).toBeLessThan(boxes[row + 2]!);
    }
  });
});
