import { expect, test } from 'vitest';
import { embeddingPlane, turned } from './embedding-plane';
import { promptOrder, rankOf, weatherOrder } from './embedding-order';
import type { EmbeddedScenes } from './explain-slice';

const v = (...values: number[]) => Float32Array.from(values);
const scenes: EmbeddedScenes = {
  offsetsTitle: 'test',
  targetPrompts: ['a rain night', 'a fog day'],
  embeddings: {
    original: [v(1, 0, 0), v(0.8, 0.6, 0)],
    augmented: [
      [v(0, 1, 0), v(0, 0.8, 0.6)],
      [v(0, 0, 1), v(0.6, 0, 0.8)],
    ],
  },
  conditions: [{ name: 'night-rainy', embeddings: [v(0, 1, 0), v(0.6, 0.8, 0)] }],
  texts: [v(0, 1, 0), v(0, 0, 1)],
};

test('ranks of the own prompt, of all images and of one', () => {
  expect(rankOf([0.1, 0.3, 0.2], 2)).toBe(2);
  const all = promptOrder(scenes, null);
  expect(all.before[0]).toBeCloseTo(0.3, 6);
  expect(all.after[0]![0]).toBeCloseTo(0.9, 6);
  expect(all.rankBefore).toEqual([1, 1.5]);
  expect(all.rankAfter).toEqual([1, 1]);
  expect(promptOrder(scenes, 1).rankBefore).toEqual([1, 2]);
});

test('real weather is compared with other streets only', () => {
  const order = weatherOrder(scenes);
  expect(order.answers).toEqual([0]);
  expect(order.matrix[0]![0]).toBeCloseTo((0.8 + 0.8) / 2, 6);
  expect(order.without[0]).toBeCloseTo((0.6 + 0.6) / 2, 6);
  expect(order.alignment).toMatchObject({ judged: 1, right: 1 });
});

test('the plane holds every image within reach 1; its shares are of the variance of images', () => {
  const { points, shares } = embeddingPlane(scenes);
  expect(points.map(({ kind }) => kind)).toEqual([
    'original',
    'original',
    'augmented',
    'augmented',
    'augmented',
    'augmented',
    'weather',
    'weather',
    'text',
    'text',
  ]);
  const reach = points.filter(({ kind }) => kind !== 'text').map(({ position }) => Math.hypot(...position));
  expect(Math.max(...reach)).toBeCloseTo(1, 6);
  expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 6);
});

test('turning keeps lengths', () => {
  expect(turned([1, 0, 0], Math.PI / 2, 0).map((x) => Math.round(x))).toEqual([0, 0, -1]);
  expect(Math.hypot(...turned([0.3, -0.5, 0.7], 0.9, -0.4))).toBeCloseTo(Math.hypot(0.3, -0.5, 0.7), 9);
});
