import { expect, test } from 'vitest';
import { trainingDefaults } from '../training/defaults';
import { learnedPrompts } from './learned-record';
import { exampleProvenance } from './testing';
import { readUnfinishedTraining, type UnfinishedTraining } from './unfinished-training';

const styled: UnfinishedTraining = {
  request: {
    name: 'pin',
    title: 'PIN',
    start: { kind: 'scratch', head: { classifier: 'linear', pooling: 'mean' } },
    config: { ...trainingDefaults.builtin, trainable: ['stem', 'layer1'], method: 'pin' },
    scenes: 4,
    learned: {
      kind: 'styles',
      styles: {
        targetPrompts: ['night', 'fog'],
        stylesPerPrompt: 1,
        channels: 2,
        means: Float32Array.of(1, 2, 3, 4),
        deviations: Float32Array.of(0, 1, 2, 3),
      },
    },
  },
  provenance: exampleProvenance,
  curves: { columns: ['step'], values: [Float64Array.of(0)] },
  validation: [],
  checkpoint: 'pin-1.safetensors',
  steps: 1,
};

test('a training with styles, from scratch and with another head comes back as it was kept', () => {
  expect(readUnfinishedTraining(structuredClone(styled))).toEqual(styled);
  expect(learnedPrompts(styled.request.learned)).toEqual(['night', 'fog']);
  expect(learnedPrompts(null)).toEqual([]);
  const { learned: _, ...rest } = styled.request;
  expect(
    readUnfinishedTraining({ ...styled, request: { ...rest, learned: null, start: { kind: 'clip' } } }),
  ).toMatchObject({ request: { start: { kind: 'clip' } } });
});

test('styles that are cut are not read', () => {
  const { learned, ...rest } = styled.request;
  if (learned?.kind !== 'styles') throw new Error('These are styles.');
  const cut = { kind: 'styles', styles: { ...learned.styles, means: Float32Array.of(1) } };
  expect(readUnfinishedTraining({ ...styled, request: { ...rest, learned: cut } })).toBeNull();
});
