import { describe, expect, it, test } from 'vitest';
import { Random } from '../../math/random';
import { corruptionNames } from '../../photometrics/corruptions/corruption-names';
import { jitterColours } from './jitter-colours';
import { methods } from './registry';
import { architecture, learnedFor } from './testing-examples';

test('corruptions draws every operation at every severity but none, and the same from the same seed', () => {
  const draw = methods.corruptions.prepare({ learned: null, architecture, seed: 1 });
  const images = draw(2000, new Random(3)).images!;
  const drawn = images.flatMap((change) =>
    change.kind === 'transform' && change.transform.kind === 'corruption'
      ? [`${change.transform.corruption} ${change.transform.severity}`]
      : [],
  );
  expect(drawn).toHaveLength(2000);
  const wanted = corruptionNames.flatMap((name) => [1, 2, 3, 4, 5].map((severity) => `${name} ${severity}`));
  expect([...new Set(drawn)].sort()).toEqual(wanted.sort());
  expect(draw(2000, new Random(3)).images).toEqual(images);
});

test('jitter with a wider contrast draws the usual ranges but that one', () => {
  const drawn = (name: 'jitter' | 'jitter-wide') => {
    const changes = methods[name].prepare({ learned: null, architecture, seed: 1 })(2000, new Random(3)).images!;
    const all = changes.flatMap((change) => (change.kind === 'jitter' ? change.changes : []));
    const range = (kind: string) => {
      const values = all.filter((one) => one.kind === kind).map((one) => (one.kind === 'hue' ? one.turn : one.factor));
      return [Math.min(...values), Math.max(...values)].map((value) => Number(value.toFixed(2)));
    };
    return {
      brightness: range('brightness'),
      contrast: range('contrast'),
      saturation: range('saturation'),
      hue: range('hue'),
    };
  };
  const usual = { brightness: [0.6, 1.4], contrast: [0.6, 1.4], saturation: [0.6, 1.4], hue: [-0.1, 0.1] };
  expect(drawn('jitter')).toEqual(usual);
  expect(drawn('jitter-wide')).toEqual({ ...usual, contrast: [0.1, 1.6] });
});

test('jitter and corruptions draws both for each image, jitter first', () => {
  const draw = methods['jitter-corruptions'].prepare({ learned: null, architecture, seed: 1 });
  const kinds = draw(50, new Random(3)).images!.map((change) =>
    change.kind === 'sequence' ? change.changes.map(({ kind }) => kind).join() : change.kind,
  );
  expect(new Set(kinds)).toEqual(new Set(['jitter,transform']));
});

test('RandConv draws sides alike, weights whose variance is 1 / (3k²), and any share', () => {
  const draw = methods.randconv.prepare({ learned: null, architecture, seed: 1 });
  const drawn = draw(800, new Random(3)).images!.flatMap((change) =>
    change.kind === 'convolution' ? [change.convolution] : [],
  );
  expect(drawn).toHaveLength(800);
  for (const side of [1, 3, 5, 7]) {
    const own = drawn.filter((one) => one.side === side);
    expect(Math.abs(own.length / 800 - 0.25)).toBeLessThan(0.046);
    const weights = own.flatMap((one) => one.weights);
    expect(weights).toHaveLength(9 * side * side * own.length);
    const variance = weights.reduce((sum, weight) => sum + weight * weight, 0) / weights.length;
    // Three standard errors of the variance of 1800 normal numbers are 0.1 of it.
    expect(Math.abs(3 * side * side * variance - 1)).toBeLessThan(0.1);
  }
  const shares = drawn.map(({ share }) => share);
  expect(Math.min(...shares)).toBeLessThan(0.01);
  expect(Math.max(...shares)).toBeGreaterThan(0.99);
  expect(Math.abs(shares.reduce((sum, share) => sum + share, 0) / 800 - 0.5)).toBeLessThan(0.031);
});

test('photometrics draw from the policy for each image: prompts alike, transforms by weight, strengths of the law', () => {
  const draw = methods.photometrics.prepare({ learned: learnedFor('photometrics'), architecture, seed: 1 });
  const images = draw(4000, new Random(3)).images!;
  const drawn = images.map((change) => {
    if (change.kind !== 'transform') throw new Error(change.kind);
    const { transform } = change;
    return transform.kind === 'corruption' ? transform.corruption : transform.parameters.exposure;
  });
  // Three standard errors of a share of 4000 draws are below 0.024.
  const share = (what: number | string) => drawn.filter((one) => one === what).length / drawn.length;
  expect(Math.abs(share(0.2) - 0.375)).toBeLessThan(0.024);
  expect(Math.abs(share('contrast') - 0.125)).toBeLessThan(0.024);
  expect(Math.abs(share(3) - 0.5)).toBeLessThan(0.024);
  const strengths = images.map((change) => (change.kind === 'transform' ? change.strength : Number.NaN));
  expect(Math.min(...strengths)).toBeGreaterThanOrEqual(0.5);
  expect(new Set(images.map((change) => (change.kind === 'transform' ? change.seed : 0))).size).toBeGreaterThan(3990);
  expect(draw(4000, new Random(3)).images).toEqual(images);
});

describe('colour jitter', () => {
  const image = { width: 2, height: 1, data: Uint8Array.of(200, 100, 50, 0, 0, 100) };
  const after = (...changes: Parameters<typeof jitterColours>[1]) => [...jitterColours(image, changes).data];

  it('follows torchvision', () => {
    expect(after({ kind: 'brightness', factor: 1.5 })).toEqual([255, 150, 75, 0, 0, 150]);
    // Grey of the pixels: 124.18 and 11.4, mean 67.79.
    expect(after({ kind: 'contrast', factor: 0.5 })).toEqual([134, 84, 59, 34, 34, 84]);
    expect(after({ kind: 'saturation', factor: 0 })).toEqual([124, 124, 124, 11, 11, 11]);
    expect(after({ kind: 'hue', turn: 1 / 3 })).toEqual([50, 200, 100, 100, 0, 0]);
    expect(after({ kind: 'hue', turn: -1 / 3 })).toEqual([100, 50, 200, 0, 100, 0]);
  });

  it('changes nothing with the neutral values', () => {
    const neutral = (['brightness', 'contrast', 'saturation'] as const).map((kind) => ({ kind, factor: 1 }));
    expect(after(...neutral, { kind: 'hue', turn: 0 })).toEqual([...image.data]);
  });
});
