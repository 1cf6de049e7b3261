import { expect, test } from 'vitest';
import { labelledDetectors } from './detector-labels';

test('detectors of one title are told apart by their names, others are called by their title', () => {
  const detectors = [
    { name: 'baseline', title: 'Baseline' },
    { name: 'jitter-further-1-65030bb0', title: 'Jitter, seed 1' },
    { name: 'jitter-further-1-0c2f4e11', title: 'Jitter, seed 1' },
  ];
  expect(labelledDetectors(detectors).map(({ label }) => label)).toEqual([
    'Baseline',
    'Jitter, seed 1 (jitter-further-1-65030bb0)',
    'Jitter, seed 1 (jitter-further-1-0c2f4e11)',
  ]);
});
