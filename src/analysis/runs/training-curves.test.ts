import { expect, test } from 'vitest';
import { Curve } from '../../runs/records/curve';
import { augmentedShare, validationColumns, validationCurve } from './training-curves';

test('validation is drawn in percent, at the step after which it was measured', () => {
  const validation = [
    { steps: 0, map50: 0.125 },
    { steps: 8, map50: 0.5, watchedMap50: 0.25 },
  ];
  const curve = validationCurve(validation);
  expect([...curve.column('step')]).toEqual([0, 8]);
  expect([...curve.column(validationColumns.source)]).toEqual([12.5, 50]);
  expect([...curve.column(validationColumns.watched)]).toEqual([NaN, 25]);
  expect(validationCurve([]).length).toBe(0);
});

test('the share of augmented steps is of the steps so far', () => {
  const curve = new Curve(['step', 'augmented'], () => {});
  expect(augmentedShare(curve)).toBeNull();
  for (const [step, augmented] of [1, 0, 0, 1].entries()) curve.append([step, augmented]);
  expect(augmentedShare(curve)).toBe(0.5);
  curve.append([4, 1]);
  expect(augmentedShare(curve)).toBe(0.6);
});
