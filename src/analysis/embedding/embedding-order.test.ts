import { expect, test } from 'vitest';
import { parseCsv } from '../../formats/tables/testing-csv';
import { Random } from '../../math/random';
import { embeddingPlane, planeView, turned, visiblePoints, type PlanePoint } from './embedding-plane';
import { orderMatrix, promptOrder, promptOrderCsv, rankOf, weatherMatrix, weatherOrder } from './embedding-order';
import type { EmbeddedScenes } from '../../runs/records/explain-record';
import { textAxisPlane } from './text-axis';

const v = (...values: number[]) => Float32Array.from(values);
const scenes: EmbeddedScenes = {
  offsetsTitle: 'test',
  sourcePrompt: 'a day',
  targetPrompts: ['a rain night', 'a fog day'],
  embeddings: {
    original: [v(1, 0, 0), v(0.8, 0.6, 0)],
    augmented: [
      [v(0, 1, 0), v(0, 0.8, 0.6)],
      [v(0, 0, 1), v(0.6, 0, 0.8)],
    ],
  },
  conditions: [{ name: 'night-rainy', embeddings: [v(0, 1, 0), v(0.6, 0.8, 0)] }],
  sourceText: v(1, 0, 0),
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

test('matrices of page and figure: images as they are, with each offset, and in real weather', () => {
  const order = orderMatrix(promptOrder(scenes, 1), ['rain', 'fog']);
  expect(order.rows.map(({ name, own }) => [name, own])).toEqual([
    ['as it is', null],
    ['+ rain', 0],
    ['+ fog', 1],
  ]);
  expect(order.rows[1]!.values.map((value) => Number(value.toFixed(6)))).toEqual([0.8, 0.6]);
  expect(order.range.map((value) => Number(value.toFixed(6)))).toEqual([0, 0.8]);
  const weather = weatherMatrix(weatherOrder(scenes), { prompts: ['rain', 'fog'], conditions: ['Night rainy'] });
  expect(weather).toMatchObject({ columns: ['rain', 'fog'], rows: [{ name: 'Night rainy', own: 0 }] });
  // Without its own offset's column the range still holds the images without any.
  expect(weather.range[0]).toBeLessThanOrEqual(Math.min(...weatherOrder(scenes).without));
});

test('the table has every street, as it is and with each offset', () => {
  const { header, rows } = parseCsv(promptOrderCsv(scenes, 'abc'));
  expect(header).toEqual(['street', 'offset', 'prompt', 'own', 'cosine', 'rank', 'model']);
  expect(rows).toHaveLength(2 * 3 * 2);
  expect(rows[0]).toEqual(['1', '', 'a rain night', '0', '0', '1', 'abc']);
  const own = rows.filter((row) => row[3] === '1');
  expect(own.map(([street, offset, prompt]) => [street, offset === prompt])).toEqual([
    ['1', true],
    ['1', true],
    ['2', true],
    ['2', true],
  ]);
  expect(own.map((row) => Number(row[4]))).toEqual([1, 1, expect.closeTo(0.8, 6), expect.closeTo(0.8, 6)]);
});

test('real weather is compared with other streets only', () => {
  const order = weatherOrder(scenes);
  expect(order.answers).toEqual([0]);
  expect(order.matrix[0]![0]).toBeCloseTo((0.8 + 0.8) / 2, 6);
  expect(order.without[0]).toBeCloseTo((0.6 + 0.6) / 2, 6);
  expect(order.alignment).toMatchObject({ judged: 1, right: 1 });
});

test('the plane holds every image within reach 1; its shares are of the variance of all images', () => {
  const { points, axes, fittedOn } = embeddingPlane(scenes);
  expect(fittedOn).toBe('real images');
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
  // The real images lie at z = 0, where x and y have 0.154375 and 0.179375 of the variance of all images, and z has 0.16.
  expect(axes.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(0.33375 / 0.49375, 6);
});

test('real images stand still while offsets move the augmented ones', () => {
  const random = new Random(5);
  const vectors = (count: number) =>
    Array.from({ length: count }, () => Float32Array.from({ length: 6 }, () => random.normal()));
  const fixed = {
    ...scenes,
    embeddings: { original: vectors(3), augmented: [] },
    conditions: [{ name: 'night-rainy', embeddings: vectors(3) }],
    sourceText: vectors(1)[0]!,
    texts: vectors(2),
  };
  // Far apart in every way that a run could take them, so that axes fitted on them would turn over.
  const frames = [1, -3, 9, -27].map((length) => ({
    ...fixed,
    embeddings: {
      ...fixed.embeddings,
      augmented: [1, 2].map(() => vectors(3).map((one) => one.map((x) => length * x))),
    },
  }));
  const still = (points: readonly PlanePoint[]) => {
    const real = points.filter(({ kind }) => kind === 'original' || kind === 'weather');
    const reach = Math.hypot(...real[0]!.position);
    return real.flatMap(({ position }) => position.map((x) => Number((x / reach).toFixed(9))));
  };
  const principal = frames.map((frame) => still(embeddingPlane(frame).points));
  const along = frames.map((frame) => still(textAxisPlane(frame, 0)!.points));
  for (const seen of principal) expect(seen).toEqual(principal[0]);
  for (const seen of along) expect(seen).toEqual(along[0]);
  expect(embeddingPlane({ ...frames[0]!, conditions: [] }).fittedOn).toBe('all images');
});

test('turning keeps lengths', () => {
  const quarter = { yaw: Math.PI / 2, pitch: 0 };
  expect(turned([1, 0, 0], quarter).map((x) => Math.round(x))).toEqual([0, 0, -1]);
  expect(Math.hypot(...turned([0.3, -0.5, 0.7], { yaw: 0.9, pitch: -0.4 }))).toBeCloseTo(Math.hypot(0.3, -0.5, 0.7), 9);
});

test('what is hidden is not seen, and what is in front comes last', () => {
  const plane = embeddingPlane(scenes);
  const points = visiblePoints(plane, {
    targetPrompt: null,
    angles: { yaw: 0, pitch: 0 },
    hiddenKinds: new Set(['text', 'weather']),
    hiddenPrompts: new Set([1]),
  });
  expect(points.map(({ kind, target }) => [kind, target])).toEqual([
    ['original', null],
    ['original', null],
    ['augmented', 0],
    ['augmented', 0],
  ]);
  const angles = { yaw: 0.4, pitch: -0.2 };
  const { points: seen, axes } = planeView(plane.axes, points, angles);
  expect(seen.map(({ mark }) => mark).toSorted()).toEqual(['diamond', 'diamond', 'disc', 'disc']);
  const depthOf = (title: string) => turned(points.find((point) => point.title === title)!.position, angles)[2];
  const depths = seen.map(({ title }) => depthOf(title));
  expect(depths).toEqual([...depths].sort((a, b) => a - b));
  expect(axes.map(({ label }) => label)).toEqual(
    plane.axes.map(({ label, share }) => `${label} ${Math.round(share * 100)} %`),
  );
  expect(axes[0]).toMatchObject({ x: Math.cos(0.4) });
});
