import { expect, test } from 'vitest';
import { judgeSpeeds, baselineFile, type Baseline, type Rig } from './baseline';
import { alike } from './determinism';
import { atMost } from './group';
import { largestRatio } from './goldens';
import { growthChecks, type MemorySample } from './growth';
import { matchDetections, type FoundObject } from './match-detections';

const gpu: Rig = { runtime: 'browser', adapter: 'nvidia ampere', software: false, cpu: 'A' };
const baseline: Baseline = { ...gpu, recorded: '2026-01-02T00:00:00Z', seconds: { step: 0.1 } };
const statuses = (rig: Rig, seconds: number, base: Baseline | null) =>
  judgeSpeeds(rig, { step: seconds }, base).map(({ status }) => status);

test('speed is a ratio to the baseline of the adapter', () => {
  expect(statuses(gpu, 0.12, baseline)).toEqual(['pass']);
  expect(statuses(gpu, 0.14, baseline)).toEqual(['fail']);
  expect(judgeSpeeds(gpu, { step: 0.14 }, baseline)[0]?.measured).toBe('140 ms, 1.4 × the baseline of 2026-01-02');
});

test('speed is shown, but not judged, without a baseline and on a CPU that plays a GPU', () => {
  expect(statuses(gpu, 9, null)).toEqual(['note']);
  const software = { ...gpu, software: true };
  expect(statuses(software, 9, baseline)).toEqual(['note']);
  expect(judgeSpeeds(software, { step: 0.14 }, baseline)[0]?.measured).toContain('1.4 × the baseline');
});

test('a baseline has a file of its adapter and runtime', () => {
  expect(baselineFile({ runtime: 'node', adapter: 'Mesa llvmpipe (LLVM 15)' })).toMatch(
    /node-mesa-llvmpipe-llvm-15\.json$/u,
  );
});

test('what is no number keeps within no limit', () => {
  expect(atMost('x', Number.NaN, 1).status).toBe('fail');
  expect(atMost('x', 1, 1).status).toBe('pass');
});

test('curves of different length differ infinitely', () => {
  expect(largestRatio([1, 2.02], [1, 2])).toBeCloseTo(0.01);
  expect(largestRatio([1], [1, 2])).toBe(Infinity);
});

test('runs are alike bit for bit, and not by having no steps', () => {
  expect(alike('x', [1, 2], [1, 2]).status).toBe('pass');
  expect(alike('x', [1, 2], [1, 2.0000001])).toMatchObject({ status: 'fail' });
  expect(alike('x', [1, 2], [1]).status).toBe('fail');
  expect(alike('x', [], []).status).toBe('fail');
});

const samples = (change: (step: number) => Partial<MemorySample>): MemorySample[] =>
  Array.from({ length: 10 }, (_, step) => ({
    backend: 'webgpu',
    step,
    tensors: 50,
    bytes: 1000,
    deviceBytes: 5000,
    ...change(step),
  }));
const grows = (seen: readonly MemorySample[]) =>
  growthChecks('run', seen)
    .filter(({ status }) => status === 'fail')
    .map(({ name }) => name);

test('growth of tensors, bytes and buffers is told; caches that fill at the start are not', () => {
  expect(grows(samples(() => ({})))).toEqual([]);
  expect(grows(samples((step) => ({ tensors: step < 2 ? 10 : 50 })))).toEqual([]);
  expect(grows(samples((step) => ({ tensors: 50 + (step === 9 ? 1 : 0) })))).toEqual(['run: tensors']);
  expect(grows(samples((step) => ({ bytes: 1000 + step })))).toEqual(['run: bytes of live tensors']);
  expect(grows(samples((step) => ({ deviceBytes: 5000 + 200 * step })))).toEqual([
    'run: bytes of buffers on the device, second half',
  ]);
  expect(grows([])).toEqual(['run: memory was looked at']);
});

const car: FoundObject = { className: 'car', score: 0.8, box: [10, 10, 50, 40] };

test('detections are matched both ways by class, score and place', () => {
  const tolerance = { score: 0.02, pixels: 1 };
  const match = (actual: readonly FoundObject[], golden: readonly FoundObject[]) =>
    matchDetections(actual, golden, tolerance).unmatched.length;
  expect(match([{ ...car, score: 0.81, box: [10.5, 10, 50, 40] }], [car])).toBe(0);
  expect(match([], [car])).toBe(1);
  expect(match([car, { ...car, box: [80, 10, 120, 40] }], [car])).toBe(1);
  expect(match([{ ...car, className: 'bus' }], [car])).toBe(2);
  expect(match([{ ...car, score: 0.2 }], [])).toBe(0);
});
