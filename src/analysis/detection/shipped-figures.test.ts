import { expect, test } from 'vitest';
import type { DetectorFigures } from '../../runs/records/detector-figures';
import { shippedFigures } from './shipped-figures';

const baseline = { name: 'baseline' };
const model = { hash: 'of the model', origin: { kind: 'page' }, detectors: [baseline] } as const;
const measured: DetectorFigures = {
  modelHash: model.hash,
  scenes: { split: 'test', first: 200, count: 200 },
  detectors: {
    baseline: {
      title: 'Baseline',
      sha256: '',
      ap50: { 'daytime-clear': 0.7, 'night-clear': 0.1, 'dusk-rainy': 0.2, 'night-rainy': 0.3, 'daytime-foggy': 0.6 },
      ap75: 0.25,
    },
  },
};

test('a shipped detector has its figures: the source, and the mean of the four unseen domains', () => {
  const { source, unseen, ap75 } = shippedFigures(baseline, model, measured)!;
  expect([source, unseen, ap75]).toEqual([0.7, expect.closeTo(0.3, 12), 0.25]);
});

test('figures belong to the detector that was measured, and to no other of its name', () => {
  expect(shippedFigures({ ...baseline }, model, measured)).toBeNull();
  expect(shippedFigures(baseline, { ...model, hash: 'another' }, measured)).toBeNull();
  expect(shippedFigures(baseline, { ...model, origin: { kind: 'files' } }, measured)).toBeNull();
  const unmeasured = { name: 'unmeasured' };
  expect(shippedFigures(unmeasured, { ...model, detectors: [unmeasured] }, measured)).toBeNull();
});
