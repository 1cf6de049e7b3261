import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { transformOf } from '../../photometrics/parameters';
import { readDataSet } from '../read-data-set';
import { folder } from '../testing';
import type { CopyOptions } from './copy-options';
import { estimateCopies } from './estimate-copies';

const options: CopyOptions = {
  policy: {
    model: null,
    sourcePrompt: 'a day',
    probability: 1,
    strengthLaw: 'uniform-from-least',
    prompts: [
      {
        text: 'a night',
        confidence: null,
        transforms: [
          {
            weight: 1,
            score: null,
            leastStrength: 1,
            transform: { kind: 'photometric', parameters: transformOf({ exposure: 0.2 }) },
          },
        ],
      },
    ],
  },
  copies: 2,
  probability: 1,
  seed: 7,
  parts: ['train'],
  originals: false,
  otherParts: 'left-out',
};

/** Workers that take turns, of which each takes ten seconds to start, and a tenth of a second for each copy. */
function slowToStart(workers: number) {
  const started = new Set<number>();
  let next = 0;
  return {
    workers,
    change: async ({ draws }: { readonly draws: readonly object[] }) => {
      const worker = next++ % workers;
      vi.advanceTimersByTime((started.has(worker) ? 0 : 10_000) + 100 * draws.length);
      started.add(worker);
      return draws.map(() => new Uint8Array(10));
    },
  };
}

describe('the time that copies take', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }));
  afterEach(() => void vi.useRealTimers());

  it.each([
    // Two copies of each picture, a tenth of a second each.
    { pictures: 8, workers: 1, seconds: 1.6 },
    { pictures: 8, workers: 4, seconds: 0.4 },
    { pictures: 2, workers: 4, seconds: 0.2 },
  ])('$pictures pictures by $workers workers: $seconds s', async ({ pictures, workers, seconds }) => {
    const images = Array.from({ length: pictures }, (_, at) => [`images/train/${at}.jpg`, '40x20'] as const);
    const tree = folder({ 'data.yaml': 'train: images/train\nnames: [car]\n', ...Object.fromEntries(images) });
    const set = await readDataSet(tree);
    const estimate = await estimateCopies({ set, tree }, options, slowToStart(workers));
    expect(estimate).toMatchObject({ pictures, copies: 2 * pictures });
    expect(estimate.seconds).toBeCloseTo(seconds, 6);
  });
});
