import { expect, test } from 'vitest';
import type { TrainingStep } from '../../../src/training/step-losses';
import { comparisonOf, type TwinSteps } from './step-comparison';

const losses = { lossRpnObjectness: 0.5, lossRpnBox: 0.05, lossClassification: 2, lossBox: 0.1 };

const step = (number: number, augmented: boolean): TrainingStep => ({
  step: number,
  seconds: number,
  lossTotal: 2.65,
  ...losses,
  augmented,
  learningRate: 0.08,
});

const twin = (...boxLosses: readonly number[]): TwinSteps => ({
  torch: '2.0',
  steps: boxLosses.map((lossBox) => ({
    augmented: false,
    losses: { ...losses, lossBox },
    lossesAtOurWeights: { ...losses, lossRpnBox: 0.0501 },
    imagesDrawnAlike: 4,
    objectsDrawnAlike: 4,
    anchorsDrawnAlike: 4,
    regions: 256,
    regionsDrawnAlike: 255,
  })),
});

test('the largest difference of any loss is a share of ours', () => {
  const { largestDifference, largestDifferenceAtOurWeights, steps } = comparisonOf(
    'none',
    [step(0, false), step(1, false)],
    twin(0.1005, 0.102),
  );
  expect(steps.map((compared) => compared.largestDifference)).toEqual([
    expect.closeTo(0.005, 12),
    expect.closeTo(0.02, 12),
  ]);
  expect(largestDifference).toBeCloseTo(0.02, 12);
  expect(largestDifferenceAtOurWeights).toBeCloseTo(0.002, 12);
});

test('other steps are refused', () => {
  expect(() => comparisonOf('none', [step(0, false)], twin(0.1, 0.1))).toThrow('1 steps here, 2 in PyTorch.');
  expect(() => comparisonOf('none', [step(0, true)], twin(0.1))).toThrow('Step 0 is augmented on one side only.');
});
