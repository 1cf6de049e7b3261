import { expect, test } from 'vitest';
import type { PartSummary } from '../../analysis/data-sets/data-summary';
import { partText } from './part-text';

const part: PartSummary = {
  name: 'train',
  images: 3,
  empty: 0,
  objects: [],
  difficult: 0,
  crowds: 0,
  sizes: [
    { width: 1280, height: 720, images: 2 },
    { width: 640, height: 480, images: 1 },
  ],
};

test('a part is told by what there is of it', () => {
  expect(partText(part)).toBe('3 pictures: 1280 × 720 (2), 640 × 480 (1)');
  expect(partText({ ...part, empty: 1, difficult: 1, crowds: 2 })).toBe(
    '3 pictures, 1 without objects, 1 difficult object, 2 crowds: 1280 × 720 (2), 640 × 480 (1)',
  );
  expect(partText({ ...part, images: 1, sizes: [] })).toBe('1 picture: none can be read');
});

test('of many sizes the most common are named, the others counted', () => {
  const sizes = [5, 4, 3, 2, 1].map((images) => ({ width: 10 * images, height: 8, images }));
  expect(partText({ ...part, images: 15, sizes })).toBe(
    '15 pictures: 50 × 8 (5), 40 × 8 (4), 30 × 8 (3), 20 × 8 (2), 1 more size',
  );
});
