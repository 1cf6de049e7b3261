import { expect, test } from 'vitest';
import { transformOf } from '../../photometrics/parameters';
import { changeText } from './change-text';

const photometric = (strength: number) => ({
  flip: false,
  change: {
    kind: 'transform' as const,
    transform: { kind: 'photometric' as const, parameters: transformOf({ exposure: 0.25, contrast: 0.5 }) },
    strength,
    seed: 1,
  },
});

test('a transform at the strength that was drawn', () => {
  expect(changeText(photometric(1))).toBe('exposure × 0.25 · contrast × 0.5');
  // Factors move by equal factors, and steps by equal steps.
  expect(changeText(photometric(0.5))).toBe('exposure × 0.5 · contrast × 0.75');
});

test('jitter in its order, a corruption, mirrored, and nothing', () => {
  const changes = [
    { kind: 'hue', turn: -1 / 36 },
    { kind: 'brightness', factor: 1.234 },
  ] as const;
  expect(changeText({ flip: true, change: { kind: 'jitter', changes } })).toBe(
    'mirrored · hue −10° · brightness × 1.2',
  );
  const transform = { kind: 'corruption', corruption: 'jpeg', severity: 2 } as const;
  expect(changeText({ flip: false, change: { kind: 'transform', transform, strength: 1, seed: 1 } })).toBe(
    'JPEG, severity 2',
  );
  const identity = { kind: 'photometric', parameters: transformOf({}) } as const;
  expect(changeText({ flip: false, change: { kind: 'transform', transform: identity, strength: 1, seed: 1 } })).toBe(
    'unchanged',
  );
  expect(changeText({ flip: false, change: { kind: 'none' } })).toBe('unchanged');
});

test('random weights, fog, a night, and one change after another', () => {
  const convolution = { side: 5, weights: [], share: 0.634 };
  expect(changeText({ flip: false, change: { kind: 'convolution', convolution } })).toBe('5 × 5 random weights, 63 %');
  const fog = { kind: 'weather', weather: { kind: 'fog', density: 0.08 } } as const;
  expect(changeText({ flip: false, change: fog })).toBe('fog, density 0.08');
  const steps = [
    { kind: 'blur', deviation: 1.23 },
    { kind: 'gamma', amount: 2.345, kept: [] },
    { kind: 'restore', kept: [] },
    { kind: 'glare', deviation: 20, centre: [0, 0] },
    { kind: 'glare', deviation: 30, centre: [0, 0] },
    { kind: 'noise', deviation: 12, seed: 1 },
  ] as const;
  expect(changeText({ flip: false, change: { kind: 'weather', weather: { kind: 'night', steps } } })).toBe(
    'night · blur 1.2 · gamma 2.3 · noise 12 · 2 glares',
  );
  const jitter = { kind: 'jitter', changes: [{ kind: 'contrast', factor: 0.5 }] } as const;
  expect(changeText({ flip: true, change: { kind: 'sequence', changes: [jitter, fog] } })).toBe(
    'mirrored · contrast × 0.5 · fog, density 0.08',
  );
});
