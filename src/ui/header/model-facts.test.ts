import { expect, test } from 'vitest';
import type { DetectorInfo, ModelInfo } from '../../engine/engine';
import { exampleDetector, exampleModel } from '../../engine/testing-examples';
import { modelFacts } from './model-facts';

const small = exampleDetector('Baseline');
const large = exampleDetector('With offsets', {
  memory: { image: { width: 1067, height: 600 }, weights: 19_000_000, peak: 2_400_000_000 },
});
const fact = (name: string, change: Partial<ModelInfo> = {}, detectors: readonly DetectorInfo[] = []) =>
  new Map(modelFacts(exampleModel(change), detectors)).get(name);

test('the shape of an offset is that of the grid between V_a and V_b', () => {
  expect(fact('Offset A', { grid: { channels: 1024, height: 14, width: 10 } })).toBe('1024 × 14 × 10');
});

test('memory is that of the largest detector, wherever it stands', () => {
  const text = (detectors: readonly DetectorInfo[]) => fact('Memory', {}, detectors);
  expect(text([])).toBe('17.0 MB of weights; optimising takes up to 290 MB');
  for (const detectors of [
    [small, large],
    [large, small],
  ])
    expect(text(detectors)).toContain('a detection at 1067 × 600 takes about 2.4 GB');
});

test('the text tower says what was changed of it', () => {
  const text = (change: Partial<ModelInfo['text']>) =>
    fact('Text tower', { text: { origin: 'onnx', activation: 'quick-gelu', tokenizer: 'model', ...change } });
  expect(text({})).toBe('QuickGELU');
  expect(text({ activation: 'gelu' })).toBe('GELU');
  expect(text({ origin: 'repaired' })).toBe('QuickGELU (repaired)');
});

test('a download that the browser does not keep says so', () => {
  const from = (keptId: string | null) =>
    fact('From', { origin: { kind: 'download', title: 'org/model', commit: null, keptId, unkept: null } });
  expect(from('a')).toBe('org/model');
  expect(from(null)).toBe('org/model (in memory only)');
});
