import { expect, test } from 'vitest';
import type { EmbeddedScenes } from '../../runs/records/explain-record';
import { textAxisPlane } from './text-axis';

const v = (...values: number[]) => Float32Array.from(values);

/** The text direction of the first prompt is (1, 0, 0, 0); the rest of the images spreads along (0, 0, 3, 4) / 5 alone. */
const scenes: EmbeddedScenes = {
  offsetsTitle: 'test',
  sourcePrompt: 'a day',
  targetPrompts: ['a rain night', 'a fog day', 'a day'],
  embeddings: {
    original: [v(0, 0.2, 0.6, 0.8), v(0, 0.2, -0.6, -0.8)],
    augmented: [
      [v(0.6, 0.2, 0, 0), v(0.2, 0.2, 0, 0)],
      [v(0, 0.2, 0.3, 0.4), v(0, 0.2, -0.3, -0.4)],
      [v(0, 0.2, 0, 0), v(0, 0.2, 0, 0)],
    ],
  },
  conditions: [{ name: 'night-rainy', embeddings: [v(1, 0.2, 0, 0), v(0.6, 0.2, 0, 0)] }],
  sourceText: v(-0.6, 0.8, 0, 0),
  texts: [v(0.6, 0.8, 0, 0), v(-0.6, 0, 0.8, 0), v(-0.6, 0.8, 0, 0)],
};

test('x is the projection onto the unit text direction, y what spreads most of the rest, both in one scale', () => {
  const { points, axes, along } = textAxisPlane(scenes, 0)!;
  expect(along.original).toBeCloseTo(0, 6);
  expect(along.augmented).toBeCloseTo(0.4, 6);
  expect(along.weather).toBeCloseTo(0.8, 6);
  const [first, second] = points;
  // The centre is that of the real images.
  const centre = (1 + 0.6) / 4;
  const reach = Math.hypot(centre, 1);
  expect(first!.position[0]).toBeCloseTo(-centre / reach, 6);
  expect(Math.abs(first!.position[1])).toBeCloseTo(1 / reach, 6);
  expect(second!.position[1]).toBeCloseTo(-first!.position[1], 6);
  expect(points.every(({ position }) => position[2] === 0)).toBe(true);
  const text = points.find(({ kind, target }) => kind === 'text' && target === 0);
  expect(text!.position[0]).toBeCloseTo((0.6 - centre) / reach, 6);
  // All spread is in this plane.
  expect(axes[0]!.share + axes[1]!.share).toBeCloseTo(1, 6);
  const squares = (0.36 + 0.04 + 1 + 0.36) / 10 - ((0.6 + 0.2 + 1 + 0.6) / 10) ** 2;
  expect(axes[0]!.share).toBeCloseTo(squares / (squares + (2 * 1 + 2 * 0.25) / 10), 6);
});

test('a prompt that names no weather has no real images to compare with', () => {
  expect(textAxisPlane({ ...scenes, conditions: [] }, 1)!.along.weather).toBeNull();
});

test('images that do not differ but along the text have a flat second axis', () => {
  const same = [v(0, 1, 0, 0), v(0, 1, 0, 0)];
  const flat = { original: same, augmented: [[v(1, 1, 0, 0), v(1, 1, 0, 0)], same, same] };
  const { points, axes } = textAxisPlane({ ...scenes, embeddings: flat, conditions: [] }, 0)!;
  const images = points.filter(({ kind }) => kind !== 'text');
  expect(images.map(({ position }) => position[1])).toEqual(images.map(() => 0));
  expect(axes.map(({ share }) => share)).toEqual([1, 0]);
});

test('the source prompt itself has no direction', () => {
  expect(textAxisPlane(scenes, 2)).toBeNull();
});
